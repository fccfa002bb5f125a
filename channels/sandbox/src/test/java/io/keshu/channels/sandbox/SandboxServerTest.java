package io.keshu.channels.sandbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.keshu.channels.sandbox.push.PushSettings;
import io.keshu.channels.sandbox.world.Account;
import io.keshu.channels.sandbox.world.AccountNames;
import io.keshu.channels.sandbox.world.Follower;
import java.io.BufferedReader;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SandboxServerTest {

    @TempDir
    private Path folder;

    private static SandboxOptions options(int port, Path world) {
        return new SandboxOptions("127.0.0.1", port, PushSettings.WECHAT, 100, null, world);
    }

    @Test
    void aTakenPortIsNoFailure() throws IOException {
        try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
                SandboxServer server = SandboxServer.start(options(taken.getLocalPort(), null), Clock.systemUTC())) {
            assertThat(server.url()).doesNotEndWith(":" + taken.getLocalPort());
        }
    }

    @Test
    void theWorldIsTheSameAfterARestart() throws IOException {
        Path file = folder.resolve("world.json");
        MovableClock clock = new MovableClock();
        String token;
        try (SandboxServer server = SandboxServer.start(options(0, file), clock)) {
            Account account = server.world().add(AccountNames.account("小店")).orElseThrow();
            Follower anna = account.add("oAnna-0123456789", "安娜", true, clock.instant());
            anna.wrote("在吗", server.world().nextMessageId(), clock.instant());
            token = account.stableTokens().current(clock.instant()).token();
        }

        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                .isEqualTo("rw-------");
        try (SandboxServer server = SandboxServer.start(options(0, file), clock)) {
            Account account = server.world().accounts().iterator().next();
            Follower anna = account.follower("oAnna-0123456789").orElseThrow();
            assertThat(anna.chat().after(0))
                    .singleElement()
                    .satisfies(entry -> assertThat(entry.text()).isEqualTo("在吗"));
            assertThat(account.stableTokens().current(clock.instant()).token()).isEqualTo(token);
            assertThat(anna.receive("还在", true, clock.instant())).isEqualTo(Follower.Result.DONE);
            anna.wrote("好", "2", clock.instant());
            assertThat(anna.chat().after(2)).hasSize(1);
        }
    }

    @Test
    void itRunsAsAProgramThatPrintsItsAddressAndKeepsALog() throws Exception {
        Path log = folder.resolve("log.jsonl");
        Process process = run("--port=0", "--log=" + log, "--interval-ms=20", "--seed=7");
        try (BufferedReader output = process.inputReader(StandardCharsets.UTF_8)) {
            String line = output.readLine();
            assertThat(line).startsWith("Sandbox http://127.0.0.1:");
            HttpResponse<String> answer = HttpClient.newHttpClient()
                    .send(
                            HttpRequest.newBuilder(URI.create(line.substring(8) + "/cgi-bin/user/get"))
                                    .build(),
                            HttpResponse.BodyHandlers.ofString());
            assertThat(answer.body()).contains("41001");
        } finally {
            process.destroyForcibly().waitFor();
        }
        assertThat(Files.readAllLines(log))
                .singleElement()
                .satisfies(entry -> assertThat(entry)
                        .contains("\"path\":\"/cgi-bin/user/get\"")
                        .contains("\"errcode\":41001"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"--prot=1", "--port=x", "--port=70000", "port=1", "--port", "--deadline-ms=0"})
    void anOptionThatIsNoneIsNamed(String option) {
        assertThatThrownBy(() -> Arguments.read(new String[] {option}))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("--");
    }

    @Test
    void aGigabyteIsRefusedAtItsFirstByteAndTheNextCallIsServed() throws IOException {
        try (SandboxServer server = SandboxServer.start(options(0, null), Clock.systemUTC())) {
            URI address = URI.create(server.url());
            try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), address.getPort())) {
                socket.getOutputStream()
                        .write(
                                ("POST /control/accounts HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\n"
                                                + "Content-Length: " + (1L << 30) + "\r\n\r\n{")
                                        .getBytes(StandardCharsets.US_ASCII));
                socket.setSoTimeout(60_000);
                StringBuilder answer = new StringBuilder();
                while (answer.indexOf("body.too_large") < 0) {
                    int next = socket.getInputStream().read();
                    assertThat(next).as("after %s", answer).isNotNegative();
                    answer.append((char) next);
                }
                assertThat(answer).startsWith("HTTP/1.1 413");
            }
            try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), address.getPort())) {
                socket.getOutputStream()
                        .write("GET /cgi-bin/user/get HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n"
                                .getBytes(StandardCharsets.US_ASCII));
                assertThat(new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8))
                        .contains("41001");
            }
        }
    }

    private static Process run(String... args) throws IOException {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-cp",
                System.getProperty("java.class.path"),
                SandboxServer.class.getName()));
        command.addAll(List.of(args));
        return new ProcessBuilder(command).start();
    }
}
