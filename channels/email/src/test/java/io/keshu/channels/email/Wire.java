package io.keshu.channels.email;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.UnaryOperator;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocket;
import org.jspecify.annotations.Nullable;

/** Servers that speak line by line and say what a test wants. */
final class Wire implements AutoCloseable {

    /** Closes the connection without a word. */
    static final String CUT = "cut";

    /** Says nothing more and keeps the connection. */
    static final String SILENCE = "silence";

    /** Turns to TLS after the answer that precedes it. */
    static final String TLS = "|tls";

    final ConcurrentLinkedQueue<String> heard = new ConcurrentLinkedQueue<>();
    final AtomicInteger connections = new AtomicInteger();
    private static final AtomicInteger BROKEN = new AtomicInteger();
    private final ServerSocket listening;
    private final Set<Socket> open = ConcurrentHashMap.newKeySet();
    private final String greeting;
    private final UnaryOperator<String> answers;
    private final @Nullable SSLContext tls;

    /** @param answers to a line; empty for none, {@link #CUT}, {@link #SILENCE} */
    Wire(String greeting, UnaryOperator<String> answers, @Nullable SSLContext tls) throws IOException {
        this.listening = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        this.greeting = greeting;
        this.answers = answers;
        this.tls = tls;
        start(() -> {
            while (!listening.isClosed()) {
                Socket socket = listening.accept();
                open.add(socket);
                connections.incrementAndGet();
                start(() -> serve(socket));
            }
        });
    }

    /** An SMTP server; {@code said} overrides what it says to a command, or at the end of a mail under {@code .}. */
    static Wire smtp(Map<String, String> said, @Nullable SSLContext tls) throws IOException {
        boolean[] data = {false};
        return new Wire(
                "220 here",
                line -> {
                    if (data[0]) {
                        data[0] = !line.equals(".");
                        return data[0] ? "" : said.getOrDefault(".", "250 taken");
                    }
                    String command = line.replaceFirst("[ :].*", "").toUpperCase(java.util.Locale.ROOT);
                    String wanted = said.get(command);
                    if (wanted != null) {
                        return wanted;
                    }
                    return switch (command) {
                        case "EHLO" -> "250-here\r\n" + (tls == null ? "" : "250-STARTTLS\r\n") + "250 AUTH PLAIN";
                        case "STARTTLS" -> "220 go on" + TLS;
                        case "AUTH" -> "235 in";
                        case "DATA" -> {
                            data[0] = true;
                            yield "354 go on";
                        }
                        case "QUIT" -> CUT;
                        default -> "250 ok";
                    };
                },
                tls);
    }

    int port() {
        return listening.getLocalPort();
    }

    /** What may end with the connection. */
    @FunctionalInterface
    private interface Work {
        void run() throws IOException;
    }

    private static void start(Work work) {
        Thread thread = new Thread(() -> {
            try {
                work.run();
            } catch (IOException e) {
                // The connection is gone, which is what tests do to it.
                BROKEN.incrementAndGet();
            }
        });
        thread.setDaemon(true);
        thread.start();
    }

    private void serve(Socket plain) throws IOException {
        Socket socket = plain;
        BufferedReader in = reader(socket);
        say(socket.getOutputStream(), greeting);
        for (String line = in.readLine(); line != null; line = in.readLine()) {
            heard.add(line);
            String answer = answers.apply(line);
            if (answer.equals(CUT)) {
                socket.close();
                return;
            }
            if (answer.equals(SILENCE)) {
                continue;
            }
            if (answer.endsWith(TLS) && tls != null) {
                say(socket.getOutputStream(), answer.substring(0, answer.length() - TLS.length()));
                SSLSocket secured = (SSLSocket) tls.getSocketFactory().createSocket(socket, null, true);
                secured.setUseClientMode(false);
                socket = secured;
                open.add(socket);
                in = reader(socket);
            } else if (!answer.isEmpty()) {
                say(socket.getOutputStream(), answer);
            }
        }
    }

    private static BufferedReader reader(Socket socket) throws IOException {
        return new BufferedReader(new InputStreamReader(socket.getInputStream(), StandardCharsets.ISO_8859_1));
    }

    private static void say(OutputStream out, String text) throws IOException {
        out.write((text + "\r\n").getBytes(StandardCharsets.ISO_8859_1));
        out.flush();
    }

    @Override
    public void close() throws IOException {
        listening.close();
        for (Socket socket : open) {
            socket.close();
        }
    }
}
