package io.keshu.channels.email.client;

import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import javax.net.SocketFactory;
import javax.net.ssl.SSLSocketFactory;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Sockets of one connection, so that it can be cut off by another thread at any moment: closing it politely waits for the server. */
final class TrackedSockets extends SocketFactory {

    private static final Logger log = LoggerFactory.getLogger(TrackedSockets.class);

    private final SocketFactory made;
    private final SSLSocketFactory tls;
    private final Set<Socket> open;
    private volatile boolean cut;

    /** @param tls decides whom to trust */
    TrackedSockets(SSLSocketFactory tls) {
        this(SocketFactory.getDefault(), tls, ConcurrentHashMap.newKeySet());
    }

    private TrackedSockets(SocketFactory made, SSLSocketFactory tls, Set<Socket> open) {
        this.made = made;
        this.tls = tls;
        this.open = open;
    }

    /** With TLS, cut off together with these. */
    TrackedSockets secured() {
        return new TrackedSockets(tls, tls, open);
    }

    /** Puts TLS on a socket that is open, and tracked, already. */
    SSLSocketFactory tls() {
        return tls;
    }

    void cut() {
        cut = true;
        open.forEach(TrackedSockets::close);
    }

    private static void close(Socket socket) {
        try {
            socket.close();
        } catch (IOException e) {
            log.debug("event=socket_not_closed detail=\"{}\"", e.getMessage());
        }
    }

    private Socket track(Socket socket) {
        open.add(socket);
        if (cut) {
            close(socket);
        }
        return socket;
    }

    @Override
    public Socket createSocket() throws IOException {
        return track(made.createSocket());
    }

    @Override
    public Socket createSocket(String host, int port) throws IOException {
        return track(made.createSocket(host, port));
    }

    @Override
    public Socket createSocket(String host, int port, InetAddress local, int localPort) throws IOException {
        return track(made.createSocket(host, port, local, localPort));
    }

    @Override
    public Socket createSocket(InetAddress host, int port) throws IOException {
        return track(made.createSocket(host, port));
    }

    @Override
    public Socket createSocket(InetAddress host, int port, InetAddress local, int localPort) throws IOException {
        return track(made.createSocket(host, port, local, localPort));
    }
}
