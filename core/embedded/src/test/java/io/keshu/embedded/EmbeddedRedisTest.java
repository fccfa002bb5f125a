package io.keshu.embedded;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EmbeddedRedisTest {

    @TempDir
    Path folder;

    private static String ping(EmbeddedRedis server) throws IOException {
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), server.port())) {
            socket.getOutputStream().write("PING\r\n".getBytes(StandardCharsets.US_ASCII));
            return new String(socket.getInputStream().readNBytes(5), StandardCharsets.US_ASCII);
        }
    }

    @Test
    void answers_and_comes_back_on_the_same_port_after_a_kill() throws IOException {
        try (EmbeddedRedis server = EmbeddedRedis.start(folder, 0)) {
            int port = server.port();
            assertThat(ping(server)).isEqualTo("+PONG");
            server.kill();
            assertThat(server.isRunning()).isFalse();

            server.restart();

            assertThat(server.port()).isEqualTo(port);
            assertThat(ping(server)).isEqualTo("+PONG");
        }
    }

    @Test
    void ends_with_its_last_user() {
        EmbeddedRedis server = EmbeddedRedis.start(folder, 0);
        server.close();
        assertThat(server.isRunning()).isFalse();
    }
}
