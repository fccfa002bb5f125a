package io.keshu.channels.sandbox.sms;

import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.net.Socket;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One connection of the company's, from its bind to its end. */
final class Bind implements AutoCloseable {

    private static final Logger log = LoggerFactory.getLogger(Bind.class);
    private static final byte[] NOTHING = new byte[0];

    private final Socket socket;
    private final SmsCenter center;
    private final DataOutputStream out;
    private final Map<Integer, CompletableFuture<Integer>> answers = new ConcurrentHashMap<>();
    private final AtomicInteger sequence = new AtomicInteger();
    private volatile boolean receives;
    private volatile boolean sends;

    Bind(Socket socket, SmsCenter center) throws IOException {
        this.socket = socket;
        this.center = center;
        this.out = new DataOutputStream(new BufferedOutputStream(socket.getOutputStream()));
        socket.setTcpNoDelay(true);
    }

    boolean receives() {
        return receives;
    }

    boolean bound() {
        return receives || sends;
    }

    /** Serves the connection until it ends. */
    void serve() {
        try (socket;
                DataInputStream in = new DataInputStream(new BufferedInputStream(socket.getInputStream()))) {
            boolean open = true;
            while (open) {
                open = take(Pdu.read(in));
            }
        } catch (IOException e) {
            log.debug("event=sandbox_smpp_ended detail=\"{}\"", e.getMessage());
        } finally {
            receives = false;
            sends = false;
            answers.values().forEach(answer -> answer.complete(-1));
            center.left(this);
        }
    }

    /** @return whether it goes on */
    private boolean take(Pdu pdu) throws IOException {
        switch (pdu.command()) {
            case Pdu.BIND_RECEIVER, Pdu.BIND_TRANSMITTER, Pdu.BIND_TRANSCEIVER -> bind(pdu);
            case Pdu.ENQUIRE_LINK -> write(pdu.response(Pdu.OK, NOTHING));
            case Pdu.SUBMIT_SM -> submit(pdu);
            case Pdu.UNBIND -> {
                write(pdu.response(Pdu.OK, NOTHING));
                return false;
            }
            default -> {
                CompletableFuture<Integer> answer = pdu.answers(Pdu.DELIVER_SM) || pdu.command() == Pdu.GENERIC_NACK
                        ? answers.remove(pdu.sequence())
                        : null;
                if (answer != null) {
                    answer.complete(pdu.status());
                } else if (pdu.command() > 0) {
                    write(new Pdu(Pdu.GENERIC_NACK, Pdu.BAD_COMMAND, pdu.sequence(), NOTHING));
                }
            }
        }
        return true;
    }

    private void bind(Pdu pdu) throws IOException {
        Fields fields = new Fields(pdu.body());
        boolean right = center.knows(fields.text(), fields.text());
        byte[] body = new Fields.Writer().text("sandbox").bytes();
        write(pdu.response(right ? Pdu.OK : Pdu.BAD_PASSWORD, right ? body : NOTHING));
        sends = right && pdu.command() != Pdu.BIND_RECEIVER;
        receives = right && pdu.command() != Pdu.BIND_TRANSMITTER;
    }

    private void submit(Pdu pdu) throws IOException {
        SmsCenter.Submitted taken =
                sends ? center.submitted(new Fields(pdu.body())) : new SmsCenter.Submitted("", () -> {});
        String id = taken.id();
        int status = !sends ? Pdu.BAD_STATE : id.isEmpty() ? Pdu.BAD_DESTINATION : Pdu.OK;
        write(pdu.response(
                status, status == Pdu.OK ? new Fields.Writer().text(id).bytes() : NOTHING));
        taken.then().run();
    }

    /** Hands in a message; completes with the status of the answer, or -1 if the connection ended before. */
    CompletableFuture<Integer> deliver(byte[] body) {
        int number = sequence.incrementAndGet();
        CompletableFuture<Integer> answer = new CompletableFuture<>();
        answers.put(number, answer);
        try {
            write(new Pdu(Pdu.DELIVER_SM, Pdu.OK, number, body));
        } catch (IOException e) {
            answers.remove(number);
            answer.complete(-1);
        }
        return answer;
    }

    private void write(Pdu pdu) throws IOException {
        synchronized (out) {
            pdu.write(out);
        }
    }

    @Override
    public void close() {
        try {
            socket.close();
        } catch (IOException e) {
            log.debug("event=sandbox_smpp_closed detail=\"{}\"", e.getMessage());
        }
    }
}
