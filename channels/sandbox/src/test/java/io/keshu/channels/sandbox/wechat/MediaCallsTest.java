package io.keshu.channels.sandbox.wechat;

import static org.assertj.core.api.Assertions.assertThat;

import io.keshu.channels.sandbox.MovableClock;
import io.keshu.channels.sandbox.SandboxOptions;
import io.keshu.channels.sandbox.SandboxServer;
import io.keshu.channels.sandbox.push.PushSettings;
import io.keshu.channels.sandbox.world.Account;
import io.keshu.channels.sandbox.world.AccountNames;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Base64;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Media as WeChat takes, keeps and refuses them. */
class MediaCallsTest {

    private static final byte[] PNG = {(byte) 0x89, 'P', 'N', 'G', 13, 10, 26, 10, 1, 2, 3};
    private static final String OPENID = "oAnna-0123456789";

    @TempDir
    private Path folder;

    private final MovableClock clock = new MovableClock();
    private final HttpClient http = HttpClient.newHttpClient();
    private SandboxServer server;
    private Account account;

    @BeforeEach
    void start() {
        server = open();
        account = server.world().add(AccountNames.account("小店")).orElseThrow();
        account.add(OPENID, "安娜", true, clock.instant());
    }

    private SandboxServer open() {
        return SandboxServer.start(
                new SandboxOptions("127.0.0.1", 0, PushSettings.WECHAT, 100, null, folder.resolve("world.json")),
                clock);
    }

    @AfterEach
    void stop() {
        server.close();
    }

    private String uploadPath(String type) {
        return "/cgi-bin/media/upload?type=" + type + "&access_token="
                + account.stableTokens().current(clock.instant()).token();
    }

    private String upload(String type, byte[] content) throws IOException, InterruptedException {
        ByteArrayOutputStream form = new ByteArrayOutputStream();
        form.writeBytes("--b\r\nContent-Disposition: form-data; name=\"media\"; filename=\"m\"\r\n\r\n"
                .getBytes(StandardCharsets.US_ASCII));
        form.writeBytes(content);
        form.writeBytes("\r\n--b--\r\n".getBytes(StandardCharsets.US_ASCII));
        return http.send(
                        HttpRequest.newBuilder(URI.create(server.url() + uploadPath(type)))
                                .header("Content-Type", "multipart/form-data; boundary=b")
                                .POST(HttpRequest.BodyPublishers.ofByteArray(form.toByteArray()))
                                .build(),
                        HttpResponse.BodyHandlers.ofString())
                .body();
    }

    private static byte[] of(String head, int size) {
        byte[] content = new byte[size];
        byte[] begin = head.getBytes(StandardCharsets.ISO_8859_1);
        System.arraycopy(begin, 0, content, 0, Math.min(begin.length, size));
        return content;
    }

    @ParameterizedTest
    @CsvSource({
        "image, GIF8, 10485760, 40009",
        "voice, #!AMR, 2097152, 40010",
        "video, 0000ftyp, 10485760, 40011",
    })
    void theLimitIsTakenAndOneByteMoreIsNot(String type, String head, int limit, String code) throws Exception {
        assertThat(upload(type, of(head, limit))).contains("media_id");
        assertThat(upload(type, of(head, limit + 1))).contains(code);
    }

    @Test
    void nothingAndWhatIsNotWhatItSaysAreRefused() throws Exception {
        assertThat(upload("image", new byte[0])).contains("44001");
        assertThat(upload("image", "<html>".getBytes(StandardCharsets.US_ASCII)))
                .contains("40005");
        assertThat(upload("voice", PNG)).contains("40005");
        assertThat(upload("thumb", of("\u00ff\u00d8\u00ff", (64 << 10) + 1))).contains("40012");
        assertThat(upload("hologram", PNG)).contains("40004");
    }

    @Test
    void aGigabyteIsRefusedByItsStatedSize() throws Exception {
        try (Socket socket = new Socket(
                InetAddress.getLoopbackAddress(), URI.create(server.url()).getPort())) {
            socket.setSoTimeout(60_000);
            socket.getOutputStream()
                    .write(("POST " + uploadPath("image") + " HTTP/1.1\r\nHost: localhost\r\n"
                                    + "Content-Type: multipart/form-data; boundary=b\r\nContent-Length: " + (1L << 30)
                                    + "\r\n\r\n--b\r\n")
                            .getBytes(StandardCharsets.US_ASCII));
            StringBuilder answer = new StringBuilder();
            while (answer.indexOf("40009") < 0) {
                int next = socket.getInputStream().read();
                assertThat(next).as("after %s", answer).isNotNegative();
                answer.append((char) next);
            }
        }
    }

    private String send(String body) throws Exception {
        HttpResponse<String> answer = http.send(
                HttpRequest.newBuilder(URI.create(server.url() + "/control/accounts/"
                                + account.settings().appId() + "/followers/" + OPENID + "/message"))
                        .header("Content-Type", "application/json")
                        .POST(HttpRequest.BodyPublishers.ofString(body))
                        .build(),
                HttpResponse.BodyHandlers.ofString());
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(202);
        var chat = account.follower(OPENID).orElseThrow().chat().after(0);
        return chat.get(chat.size() - 1).text();
    }

    private static String field(String line, String name) {
        String begin = "\"" + name + "\":\"";
        int at = line.indexOf(begin);
        assertThat(at).as("%s in %s", name, line).isNotNegative();
        return line.substring(at + begin.length(), line.indexOf('"', at + begin.length()));
    }

    @Test
    void aPictureLiesAtItsAddressForThreeDaysAndOverARestart() throws Exception {
        String fields =
                send("{\"type\":\"image\",\"base64\":\"" + Base64.getEncoder().encodeToString(PNG) + "\"}");
        URI address = URI.create(field(fields, "PicUrl"));
        assertThat(address.getPort()).isEqualTo(URI.create(server.url()).getPort());
        assertThat(bytes(address)).isEqualTo(PNG);

        server.close();
        server = open();
        URI again = URI.create(server.url() + address.getPath());
        assertThat(bytes(again)).isEqualTo(PNG);
        account = server.world().account(account.settings().appId()).orElseThrow();
        assertThat(account.media().find(field(fields, "MediaId"), clock.instant()))
                .isPresent();

        clock.forward(Duration.ofDays(3));
        assertThat(bytes(again)).isEmpty();
        server.close();
        server = open();
        assertThat(bytes(URI.create(server.url() + address.getPath()))).isEmpty();
        assertThat(bytes(URI.create(server.url() + "/pictures/../world.json"))).isEmpty();
    }

    private byte[] bytes(URI address) throws Exception {
        return http.send(HttpRequest.newBuilder(address).build(), HttpResponse.BodyHandlers.ofByteArray())
                .body();
    }

    @Test
    void aVideoComesWithAPictureThatStandsForIt() throws Exception {
        String film = Base64.getEncoder().encodeToString(of("0000ftyp", 100));
        String fields = send("{\"type\":\"video\",\"base64\":\"" + film + "\"}");

        assertThat(field(fields, "ThumbMediaId")).isNotEqualTo(field(fields, "MediaId"));
        assertThat(account.media().find(field(fields, "ThumbMediaId"), clock.instant()))
                .get()
                .satisfies(
                        poster -> assertThat(MediaFormat.of(poster.content())).contains("image/jpeg"));
    }
}
