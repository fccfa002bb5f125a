package io.keshu.benchmarks.driver;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** One kept-alive connection of the provider, with at most one call under way. Not thread-safe. */
final class Connection implements AutoCloseable {

    private static final String LENGTH = "\ncontent-length:";

    /** How a call ended. */
    enum Answer {
        ACCEPTED,
        REFUSED
    }

    private final SocketChannel channel;
    private final SelectionKey key;
    private final ByteBuffer in = ByteBuffer.allocate(16 * 1024);
    private @Nullable ByteBuffer out;
    private int customer;
    private long due;

    Connection(Selector selector, int port) throws IOException {
        channel = SocketChannel.open(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
        channel.setOption(StandardSocketOptions.TCP_NODELAY, true);
        channel.configureBlocking(false);
        key = channel.register(selector, SelectionKey.OP_READ, this);
    }

    /** Who wrote the message that is under way. */
    int customer() {
        return customer;
    }

    /** When it was to be sent, as {@link System#nanoTime()}. */
    long due() {
        return due;
    }

    void send(int from, long dueAt, ByteBuffer request) throws IOException {
        customer = from;
        due = dueAt;
        in.clear();
        out = request;
        write();
    }

    private void write() throws IOException {
        ByteBuffer rest = out;
        if (rest == null) {
            return;
        }
        channel.write(rest);
        if (rest.hasRemaining()) {
            key.interestOps(SelectionKey.OP_READ | SelectionKey.OP_WRITE);
        } else {
            out = null;
            if (key.interestOps() != SelectionKey.OP_READ) {
                key.interestOps(SelectionKey.OP_READ);
            }
        }
    }

    /** Goes on when the channel is ready. @return null while the answer is not complete */
    @Nullable
    Answer proceed() throws IOException {
        if (key.isWritable()) {
            write();
        }
        if (channel.read(in) < 0) {
            throw new IOException("Closed by the other side");
        }
        String text = new String(in.array(), 0, in.position(), StandardCharsets.ISO_8859_1);
        int end = text.indexOf("\r\n\r\n");
        if (end < 0) {
            return null;
        }
        int length = contentLength(text.substring(0, end));
        if (text.length() < end + 4 + length) {
            return null;
        }
        return text.startsWith("HTTP/1.1 200") && text.substring(end + 4).equals("success")
                ? Answer.ACCEPTED
                : Answer.REFUSED;
    }

    private static int contentLength(String head) throws IOException {
        String small = head.toLowerCase(Locale.ROOT);
        int at = small.indexOf(LENGTH);
        if (at < 0) {
            throw new IOException("An answer without a length: " + head);
        }
        int from = at + LENGTH.length();
        int end = small.indexOf('\r', from);
        return Integer.parseInt(
                small.substring(from, end < 0 ? small.length() : end).strip());
    }

    @Override
    public void close() throws IOException {
        key.cancel();
        channel.close();
    }
}
