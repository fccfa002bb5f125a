package io.keshu.channels.sms.client;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.time.Duration;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.SSLSocketFactory;
import org.jsmpp.session.connection.Connection;
import org.jsmpp.session.connection.ConnectionFactory;
import org.jsmpp.session.connection.socket.SocketConnection;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Connects with a time-out, and remembers the socket so that it can be cut. For one connection. */
final class Sockets implements ConnectionFactory {

    private static final Logger log = LoggerFactory.getLogger(Sockets.class);

    private final boolean tls;
    private final Duration timeout;
    private volatile @Nullable Socket open;
    private volatile boolean cut;

    Sockets(boolean tls, Duration timeout) {
        this.tls = tls;
        this.timeout = timeout;
    }

    @Override
    public Connection createConnection(String host, int port) throws IOException {
        Socket plain = new Socket();
        open = plain;
        try {
            plain.setTcpNoDelay(true);
            plain.connect(new InetSocketAddress(host, port), (int) timeout.toMillis());
            Socket socket = tls ? secured(plain, host, port) : plain;
            if (cut) {
                throw new IOException("Cut");
            }
            return new SocketConnection(socket);
        } catch (IOException | RuntimeException e) {
            plain.close();
            throw e;
        }
    }

    private Socket secured(Socket plain, String host, int port) throws IOException {
        SSLSocket socket =
                (SSLSocket) ((SSLSocketFactory) SSLSocketFactory.getDefault()).createSocket(plain, host, port, true);
        SSLParameters parameters = socket.getSSLParameters();
        parameters.setEndpointIdentificationAlgorithm("HTTPS");
        socket.setSSLParameters(parameters);
        socket.setSoTimeout((int) timeout.toMillis());
        socket.startHandshake();
        return socket;
    }

    /** Closes the connection under whoever uses it. Doesn't block. */
    void cut() {
        cut = true;
        Socket socket = open;
        if (socket != null) {
            try {
                socket.close();
            } catch (IOException e) {
                // It is closed all the same.
                log.debug("event=smpp_cut detail=\"{}\"", e.getMessage());
            }
        }
    }
}
