package io.keshu.channels.sandbox.sms;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicLong;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The SMSC: takes messages to phones and says what became of them, and hands in what phones send, one after the other, each until it is
 * taken.
 */
public final class SmsCenter implements AutoCloseable {

    /** Who the company is to it. */
    public static final String SYSTEM_ID = "keshu";

    private static final Logger log = LoggerFactory.getLogger(SmsCenter.class);
    private static final int HEADED = 0x40;
    private static final int RECEIPT = 0x04;
    private static final int HEADER = 6;
    private static final long ANSWER_SECONDS = 10;
    private static final long PAUSE_MILLIS = 300;
    private static final DateTimeFormatter MINUTE =
            DateTimeFormatter.ofPattern("uuMMddHHmm").withZone(ZoneOffset.UTC);

    private final ServerSocket server = new ServerSocket();
    private final String password = Long.toString(new SecureRandom().nextLong() >>> 24, 36);
    private final SmsTown town;
    private final Clock clock;
    private final List<Bind> binds = new CopyOnWriteArrayList<>();
    private final LinkedBlockingQueue<Parcel> parcels = new LinkedBlockingQueue<>();
    private final AtomicLong ids = new AtomicLong(System.nanoTime() & 0xffff_ffffL);
    private final AtomicLong references = new AtomicLong();
    private volatile boolean closed;

    /** Something to be handed in, and what is to be done when it is taken. */
    @SuppressWarnings("ArrayRecordComponent") // never compared
    private record Parcel(byte[] body, Runnable taken) {}

    /** On a free port of this host. */
    public SmsCenter(String host, Clock clock) throws IOException {
        this.clock = clock;
        this.town = new SmsTown(clock);
        server.bind(new InetSocketAddress(host, 0));
        run("sandbox-smsc", this::accept);
        run("sandbox-sms-courier", this::carry);
    }

    private static void run(String name, Runnable work) {
        Thread thread = new Thread(work, name);
        thread.setDaemon(true);
        thread.start();
    }

    public int port() {
        return server.getLocalPort();
    }

    /** What {@link #SYSTEM_ID} shows; another one with every start. */
    public String password() {
        return password;
    }

    public SmsTown town() {
        return town;
    }

    /** How many of the company's connections are bound. */
    public int bound() {
        return (int) binds.stream().filter(Bind::bound).count();
    }

    private void accept() {
        while (!closed) {
            try {
                Bind bind = new Bind(server.accept(), this);
                binds.add(bind);
                run("sandbox-smpp", bind::serve);
            } catch (IOException e) {
                if (!closed) {
                    log.warn("event=sandbox_smsc_failed detail=\"{}\"", e.getMessage());
                }
            }
        }
    }

    boolean knows(String systemId, String shown) {
        return systemId.equals(SYSTEM_ID) && shown.equals(password);
    }

    void left(Bind bind) {
        binds.remove(bind);
    }

    /** A customer sends a text. */
    public SmsTown.Message write(SmsTown.Person person, String text) {
        Writing.Written written = Writing.write(text);
        int total = written.parts().size();
        SmsTown.Message message = town.wrote(person, text, total);
        int reference = (int) (references.incrementAndGet() & 0xff);
        for (int i = 0; i < total; i++) {
            byte[] octets = written.parts().get(i);
            boolean last = i == total - 1;
            byte[] whole = total == 1
                    ? octets
                    : new Fields.Writer()
                            .octet(5, 0, 3, reference, total, i + 1)
                            .octets(octets)
                            .bytes();
            parcels.add(new Parcel(
                    deliverSm(person.number(), total == 1 ? 0 : HEADED, written.coding(), whole),
                    last ? () -> town.taken(person, message.id()) : () -> {}));
        }
        return message;
    }

    private static byte[] deliverSm(String from, int esmClass, int coding, byte[] octets) {
        return new Fields.Writer()
                .text("")
                .octet(1, 1)
                .text(from)
                .octet(0, 1)
                .text(SmsTown.COMPANY)
                .octet(esmClass, 0, 0)
                .text("")
                .text("")
                .octet(0, 0, coding, 0, octets.length)
                .octets(octets)
                .bytes();
    }

    /**
     * What became of a message that was handed in.
     *
     * @param id empty if nobody has this number
     * @param then to be run after the answer
     */
    record Submitted(String id, Runnable then) {}

    Submitted submitted(Fields fields) {
        fields.text();
        fields.octets(2);
        fields.text();
        fields.octets(2);
        Optional<SmsTown.Person> to = town.person(fields.text());
        int esmClass = fields.octet();
        fields.octets(2);
        fields.text();
        fields.text();
        boolean receipt = (fields.octet() & 1) != 0;
        fields.octet();
        int coding = fields.octet();
        fields.octet();
        byte[] octets = fields.octets(fields.octet());
        if (to.isEmpty()) {
            return new Submitted("", () -> {});
        }
        String id = Long.toHexString(ids.incrementAndGet());
        boolean arrived = reaches(to.get(), esmClass, coding, octets);
        Parcel told = new Parcel(receipt(to.get(), id, arrived), () -> {});
        return new Submitted(id, () -> {
            if (receipt) {
                parcels.add(told);
            }
        });
    }

    private boolean reaches(SmsTown.Person to, int esmClass, int coding, byte[] octets) {
        boolean part = (esmClass & HEADED) != 0 && octets.length >= HEADER && octets[0] == 5;
        return part
                ? town.got(
                        to,
                        coding,
                        octets[3] & 0xff,
                        octets[4] & 0xff,
                        octets[5] & 0xff,
                        java.util.Arrays.copyOfRange(octets, HEADER, octets.length))
                : town.got(to, coding, 0, 1, 1, octets);
    }

    private byte[] receipt(SmsTown.Person from, String id, boolean arrived) {
        Instant now = clock.instant();
        String text = "id:" + id + " sub:001 dlvrd:00" + (arrived ? 1 : 0) + " submit date:" + MINUTE.format(now)
                + " done date:" + MINUTE.format(now) + " stat:" + (arrived ? "DELIVRD" : "UNDELIV") + " err:"
                + (arrived ? "000" : "027") + " text:";
        return deliverSm(from.number(), RECEIPT, 0, text.getBytes(java.nio.charset.StandardCharsets.US_ASCII));
    }

    /** Hands in what waits, in order. */
    private void carry() {
        while (!closed) {
            try {
                Parcel parcel = parcels.take();
                while (!closed && !handed(parcel)) {
                    TimeUnit.MILLISECONDS.sleep(PAUSE_MILLIS);
                }
                parcel.taken().run();
            } catch (InterruptedException e) {
                return;
            }
        }
    }

    private boolean handed(Parcel parcel) throws InterruptedException {
        Optional<Bind> bind = binds.stream().filter(Bind::receives).findFirst();
        if (bind.isEmpty()) {
            return false;
        }
        CompletableFuture<Integer> answer = bind.get().deliver(parcel.body());
        try {
            return answer.get(ANSWER_SECONDS, TimeUnit.SECONDS) == Pdu.OK;
        } catch (TimeoutException | ExecutionException e) {
            return false;
        }
    }

    @Override
    public void close() {
        closed = true;
        try {
            server.close();
        } catch (IOException e) {
            log.debug("event=sandbox_smsc_closed detail=\"{}\"", e.getMessage());
        }
        binds.forEach(Bind::close);
    }
}
