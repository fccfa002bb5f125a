package io.keshu.channels.email;

import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.BindException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Predicate;

/** Stands between the hub and a mail server, cuts connections off and does things at the worst moment. */
final class Between implements AutoCloseable {

    final AtomicInteger cuts = new AtomicInteger();
    private static final AtomicInteger BROKEN = new AtomicInteger();
    private final int port;
    private volatile ServerSocket listening;
    private final int server;
    private final Predicate<String> cutAfter;
    private final java.util.function.Consumer<String> before;
    private final Set<Socket> open = ConcurrentHashMap.newKeySet();

    /**
     * @param cutAfter what the server says at which the connection breaks off
     * @param before is told what the client says before the server is
     */
    Between(int server, Predicate<String> cutAfter, java.util.function.Consumer<String> before) throws IOException {
        this.server = server;
        this.cutAfter = cutAfter;
        this.before = before;
        this.listening = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        this.port = listening.getLocalPort();
        ServerSocket first = listening;
        start(() -> accept(first));
    }

    int port() {
        return port;
    }

    /** Nobody is connected any more, nor can be. */
    void goAway() throws IOException {
        listening.close();
        for (Socket socket : open) {
            socket.close();
        }
    }

    boolean away() {
        return listening.isClosed();
    }

    /** As before, at the same port, which is free only when the thread that accepted there has left its call. */
    void comeBack() throws IOException {
        ServerSocket again = await().dontCatchUncaughtExceptions()
                .ignoreExceptionsInstanceOf(BindException.class)
                .until(() -> new ServerSocket(port, 50, InetAddress.getLoopbackAddress()), ServerSocket::isBound);
        listening = again;
        start(() -> accept(again));
    }

    private void accept(ServerSocket on) throws IOException {
        while (!on.isClosed()) {
            Socket client = on.accept();
            Socket behind = new Socket(InetAddress.getLoopbackAddress(), server);
            open.add(client);
            open.add(behind);
            start(() -> pass(client, behind, true));
            start(() -> pass(behind, client, false));
        }
    }

    private void pass(Socket from, Socket to, boolean asked) throws IOException {
        try (from;
                to) {
            InputStream in = from.getInputStream();
            OutputStream out = to.getOutputStream();
            byte[] buffer = new byte[8192];
            for (int read = in.read(buffer); read >= 0; read = in.read(buffer)) {
                String said = new String(buffer, 0, read, StandardCharsets.ISO_8859_1);
                if (asked) {
                    before.accept(said);
                } else if (cutAfter.test(said)) {
                    cuts.incrementAndGet();
                    return;
                }
                out.write(buffer, 0, read);
                out.flush();
            }
        }
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

    @Override
    public void close() throws IOException {
        goAway();
    }
}
