package io.keshu.channels.sms;

import io.keshu.channels.api.ChannelAccount;
import io.keshu.channels.api.ChannelAccountId;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.ServerSocket;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import org.jsmpp.PDUStringException;
import org.jsmpp.SMPPConstant;
import org.jsmpp.bean.BindType;
import org.jsmpp.bean.BroadcastSm;
import org.jsmpp.bean.CancelBroadcastSm;
import org.jsmpp.bean.CancelSm;
import org.jsmpp.bean.DataSm;
import org.jsmpp.bean.ESMClass;
import org.jsmpp.bean.NumberingPlanIndicator;
import org.jsmpp.bean.OptionalParameter;
import org.jsmpp.bean.QueryBroadcastSm;
import org.jsmpp.bean.QuerySm;
import org.jsmpp.bean.RawDataCoding;
import org.jsmpp.bean.RegisteredDelivery;
import org.jsmpp.bean.ReplaceSm;
import org.jsmpp.bean.SubmitMulti;
import org.jsmpp.bean.SubmitSm;
import org.jsmpp.bean.TypeOfNumber;
import org.jsmpp.extra.ProcessRequestException;
import org.jsmpp.session.BindRequest;
import org.jsmpp.session.BroadcastSmResult;
import org.jsmpp.session.DataSmResult;
import org.jsmpp.session.QueryBroadcastSmResult;
import org.jsmpp.session.QuerySmResult;
import org.jsmpp.session.SMPPServerSession;
import org.jsmpp.session.SMPPServerSessionListener;
import org.jsmpp.session.ServerMessageReceiverListener;
import org.jsmpp.session.Session;
import org.jsmpp.session.SubmitMultiResult;
import org.jsmpp.session.SubmitSmResult;
import org.jsmpp.util.MessageId;
import org.jspecify.annotations.Nullable;

/** An SMSC on a free port: jsmpp's server side. It can go away and come back, refuse, and ask for patience. */
final class Smsc implements AutoCloseable, ServerMessageReceiverListener {

    static final ChannelAccountId ACCOUNT = new ChannelAccountId(7);
    static final String NUMBER = "10690000";

    private final int port = freePort();
    private final Map<BindType, SMPPServerSession> bound = new HashMap<>();
    private final List<SubmitSm> submitted = new CopyOnWriteArrayList<>();
    private final AtomicInteger ids = new AtomicInteger(0xab0);
    private final AtomicInteger binds = new AtomicInteger();
    private SMPPServerSessionListener listener;
    private Thread accepting;
    private volatile int refusal;
    private final AtomicInteger refusals = new AtomicInteger();
    private volatile int bindRefusal;
    private volatile boolean onlyOne;
    private final AtomicInteger taking = new AtomicInteger(-1);
    private final ConcurrentLinkedQueue<String[]> kept = new ConcurrentLinkedQueue<>();
    private final ScheduledExecutorService forwarding = Executors.newSingleThreadScheduledExecutor();
    private final AtomicInteger forwardings = new AtomicInteger();
    private volatile boolean away;
    private volatile boolean silent;
    private volatile long delayMs;

    Smsc() {
        open();
        Future<?> unused = forwarding.scheduleWithFixedDelay(this::forward, 20, 20, TimeUnit.MILLISECONDS);
    }

    private static int freePort() {
        try (ServerSocket socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    int port() {
        return port;
    }

    ChannelAccount account(String... settings) {
        Map<String, String> all = new HashMap<>(
                Map.of("host", "127.0.0.1", "port", Integer.toString(port), "systemId", "keshu", "number", NUMBER));
        for (int i = 0; i < settings.length; i += 2) {
            all.put(settings[i], settings[i + 1]);
        }
        return new ChannelAccount(ACCOUNT, SmppChannel.TYPE, "shop", "短信", true, all, Map.of("password", "secret"), 1);
    }

    /** Its password is not the one that it had. */
    ChannelAccount forgetful() {
        ChannelAccount right = account();
        return new ChannelAccount(
                ACCOUNT, right.type(), right.key(), right.name(), true, right.settings(), Map.of("password", "old"), 2);
    }

    void open() {
        away = false;
        try {
            listener = new SMPPServerSessionListener(port);
            listener.setMessageReceiverListener(this);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        SMPPServerSessionListener mine = listener;
        accepting = new Thread(() -> accept(mine), "smsc");
        accepting.setDaemon(true);
        accepting.start();
    }

    private void accept(SMPPServerSessionListener on) {
        while (true) {
            try {
                SMPPServerSession session = on.accept();
                Thread binding = new Thread(() -> bind(session), "smsc-bind");
                binding.setDaemon(true);
                binding.start();
            } catch (IOException e) {
                return;
            }
        }
    }

    private void bind(SMPPServerSession session) {
        try {
            BindRequest request = session.waitForBind(5000);
            int status = bindRefusal != 0
                    ? bindRefusal
                    : !"secret".equals(request.getPassword())
                            ? SMPPConstant.STAT_ESME_RINVPASWD
                            : onlyOne && bound() > 0 ? SMPPConstant.STAT_ESME_RALYBND : 0;
            if (status != 0) {
                request.reject(status);
                return;
            }
            synchronized (bound) {
                if (away) {
                    session.close();
                    return;
                }
                bound.put(request.getBindType(), session);
            }
            request.accept("smsc");
            binds.incrementAndGet();
        } catch (TimeoutException | IOException | PDUStringException e) {
            session.close();
        }
    }

    boolean listening() {
        return !away;
    }

    /** How many binds there are now. */
    int bound() {
        synchronized (bound) {
            return (int) bound.values().stream()
                    .filter(session -> session.getSessionState().isBound())
                    .count();
        }
    }

    boolean bound(BindType type) {
        synchronized (bound) {
            SMPPServerSession session = bound.get(type);
            return session != null && session.getSessionState().isBound();
        }
    }

    int binds() {
        return binds.get();
    }

    void refuseBinds(int status) {
        bindRefusal = status;
    }

    void allowOneBind() {
        onlyOne = true;
    }

    /** The next so many messages are answered with this. */
    void refuse(int status, int times) {
        refusal = status;
        refusals.set(times);
    }

    /** Messages after the next so many are answered with this, once. */
    void refuseAfter(int taken, int status) {
        refusal = status;
        taking.set(taken);
    }

    /** From now on messages are taken and not answered, since the connection ends; or are again. */
    void silence(boolean on) {
        silent = on;
    }

    /** From now on messages are answered after so long. */
    void slow(long millis) {
        delayMs = millis;
    }

    /** Keeps a text until somebody who is bound has taken it; all in their order. */
    void keep(String from, String text) {
        kept.add(new String[] {from, text});
    }

    private void forward() {
        try {
            for (String[] head = kept.peek(); head != null && receiving() != null; head = kept.peek()) {
                text(head[0], head[1]);
                kept.remove();
            }
        } catch (Exception e) {
            // Not taken: the next round tries again.
            forwardings.incrementAndGet();
        }
    }

    private @Nullable SMPPServerSession receiving() {
        synchronized (bound) {
            SMPPServerSession session = bound.getOrDefault(BindType.BIND_RX, bound.get(BindType.BIND_TRX));
            return session != null && session.getSessionState().isReceivable() ? session : null;
        }
    }

    /** Goes away with all connections. */
    void goAway() throws IOException {
        away = true;
        listener.close();
        try {
            // Until it has left its call, the port is open all the same.
            accepting.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        synchronized (bound) {
            bound.values().forEach(SMPPServerSession::close);
            bound.clear();
        }
    }

    List<SubmitSm> submitted() {
        return submitted;
    }

    /** How many whole messages came. */
    int messages() {
        return (int) submitted.stream()
                .filter(pdu -> !pdu.isUdhi() || pdu.getShortMessage()[4] == pdu.getShortMessage()[5])
                .count();
    }

    /** What all UCS-2 or 7-bit segments together say, read without the channel's code for texts within ASCII and UCS-2. */
    String said() {
        ByteArrayOutputStream text = new ByteArrayOutputStream();
        for (SubmitSm pdu : submitted) {
            byte[] octets = pdu.getShortMessage();
            int from = pdu.isUdhi() ? 6 : 0;
            text.write(octets, from, octets.length - from);
        }
        return text.toString(
                submitted.get(0).getDataCoding() == 8 ? StandardCharsets.UTF_16BE : StandardCharsets.US_ASCII);
    }

    /** Hands a message to the hub and waits for its answer. */
    void deliver(String from, int esmClass, int coding, byte[] octets, OptionalParameter... parameters)
            throws Exception {
        SMPPServerSession session;
        synchronized (bound) {
            session = bound.containsKey(BindType.BIND_RX) ? bound.get(BindType.BIND_RX) : bound.get(BindType.BIND_TRX);
        }
        session.deliverShortMessage(
                "",
                TypeOfNumber.INTERNATIONAL,
                NumberingPlanIndicator.ISDN,
                from,
                TypeOfNumber.UNKNOWN,
                NumberingPlanIndicator.ISDN,
                NUMBER,
                new ESMClass(esmClass),
                (byte) 0,
                (byte) 0,
                new RegisteredDelivery(0),
                new RawDataCoding((byte) coding),
                octets,
                parameters);
    }

    void text(String from, String text) throws Exception {
        deliver(from, 0, 8, ucs2(text));
    }

    /** Halves of pairs stay what they are. */
    private static byte[] ucs2(String text) {
        ByteBuffer octets = ByteBuffer.allocate(text.length() * 2);
        text.chars().forEach(c -> octets.putChar((char) c));
        return octets.array();
    }

    void part(String from, int reference, int total, int number, String text) throws Exception {
        byte[] octets = ucs2(text);
        byte[] whole = new byte[octets.length + 6];
        System.arraycopy(new byte[] {5, 0, 3, (byte) reference, (byte) total, (byte) number}, 0, whole, 0, 6);
        System.arraycopy(octets, 0, whole, 6, octets.length);
        deliver(from, 0x40, 8, whole);
    }

    void receipt(String from, String id, String state) throws Exception {
        String text = "id:" + id + " sub:001 dlvrd:001 submit date:2611250900 done date:2611250901 stat:" + state
                + " err:000 text:";
        deliver(from, 0x04, 0, text.getBytes(StandardCharsets.US_ASCII));
    }

    @Override
    public SubmitSmResult onAcceptSubmitSm(SubmitSm pdu, SMPPServerSession source) throws ProcessRequestException {
        int left = taking.getAndUpdate(before -> Math.max(-1, before - 1));
        if (left == 0 || refusals.getAndUpdate(before -> Math.max(0, before - 1)) > 0) {
            throw new ProcessRequestException("Refused", refusal);
        }
        submitted.add(pdu);
        if (silent) {
            source.close();
        }
        pause();
        try {
            return new SubmitSmResult(
                    new MessageId(Integer.toHexString(ids.incrementAndGet())), new OptionalParameter[0]);
        } catch (PDUStringException e) {
            throw new IllegalStateException(e);
        }
    }

    private void pause() {
        try {
            Thread.sleep(delayMs);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static ProcessRequestException none() {
        return new ProcessRequestException("Not here", SMPPConstant.STAT_ESME_RINVCMDID);
    }

    @Override
    public SubmitMultiResult onAcceptSubmitMulti(SubmitMulti pdu, SMPPServerSession source)
            throws ProcessRequestException {
        throw none();
    }

    @Override
    public QuerySmResult onAcceptQuerySm(QuerySm pdu, SMPPServerSession source) throws ProcessRequestException {
        throw none();
    }

    @Override
    public void onAcceptReplaceSm(ReplaceSm pdu, SMPPServerSession source) throws ProcessRequestException {
        throw none();
    }

    @Override
    public void onAcceptCancelSm(CancelSm pdu, SMPPServerSession source) throws ProcessRequestException {
        throw none();
    }

    @Override
    public BroadcastSmResult onAcceptBroadcastSm(BroadcastSm pdu, SMPPServerSession source)
            throws ProcessRequestException {
        throw none();
    }

    @Override
    public void onAcceptCancelBroadcastSm(CancelBroadcastSm pdu, SMPPServerSession source)
            throws ProcessRequestException {
        throw none();
    }

    @Override
    public QueryBroadcastSmResult onAcceptQueryBroadcastSm(QueryBroadcastSm pdu, SMPPServerSession source)
            throws ProcessRequestException {
        throw none();
    }

    @Override
    public DataSmResult onAcceptDataSm(DataSm pdu, Session source) throws ProcessRequestException {
        throw none();
    }

    @Override
    public void close() {
        forwarding.shutdownNow();
        try {
            goAway();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
