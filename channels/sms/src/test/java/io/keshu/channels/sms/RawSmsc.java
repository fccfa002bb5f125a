package io.keshu.channels.sms;

import io.keshu.channels.api.ChannelAccount;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;

/** An SMSC of bytes, which sends without waiting for thanks: jsmpp's can't keep an order while it has several messages under way. */
final class RawSmsc implements AutoCloseable {

    private static final int DELIVER_SM = 5;
    private static final int BIND_TRANSCEIVER_RESP = 0x80000009;

    private final ServerSocket server = new ServerSocket(0, 5, InetAddress.getLoopbackAddress());
    private Socket socket;

    RawSmsc() throws IOException {}

    ChannelAccount account() {
        return new ChannelAccount(
                Smsc.ACCOUNT,
                SmppChannel.TYPE,
                "shop",
                "短信",
                true,
                Map.of("host", "127.0.0.1", "port", Integer.toString(server.getLocalPort()), "systemId", "keshu"),
                Map.of("password", "secret"),
                2);
    }

    void bind() throws IOException {
        socket = server.accept();
        DataInputStream in = new DataInputStream(socket.getInputStream());
        int length = in.readInt();
        in.readInt();
        in.readInt();
        int sequence = in.readInt();
        in.readNBytes(length - 16);
        DataOutputStream out = new DataOutputStream(socket.getOutputStream());
        out.writeInt(17);
        out.writeInt(BIND_TRANSCEIVER_RESP);
        out.writeInt(0);
        out.writeInt(sequence);
        out.writeByte(0);
        out.flush();
    }

    /** All in one write, so that they are there at once. */
    void deliverAll(String from, List<String> texts) throws IOException {
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        DataOutputStream out = new DataOutputStream(all);
        int sequence = 100;
        for (String text : texts) {
            byte[] body = body(from, text.getBytes(StandardCharsets.UTF_16BE));
            out.writeInt(16 + body.length);
            out.writeInt(DELIVER_SM);
            out.writeInt(0);
            out.writeInt(sequence++);
            out.write(body);
        }
        socket.getOutputStream().write(all.toByteArray());
        socket.getOutputStream().flush();
    }

    private static byte[] body(String from, byte[] text) throws IOException {
        ByteArrayOutputStream body = new ByteArrayOutputStream();
        body.write(new byte[] {0, 1, 1});
        body.write(from.getBytes(StandardCharsets.US_ASCII));
        body.write(new byte[] {0, 0, 1, '1', '0', 0});
        body.write(new byte[] {0, 0, 0, 0, 0, 0, 0, 8, 0});
        body.write(text.length);
        body.write(text);
        return body.toByteArray();
    }

    @Override
    public void close() throws IOException {
        if (socket != null) {
            socket.close();
        }
        server.close();
    }
}
