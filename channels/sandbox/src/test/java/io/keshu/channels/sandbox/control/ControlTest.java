package io.keshu.channels.sandbox.control;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.keshu.channels.sandbox.Town;
import io.keshu.channels.sandbox.http.Json;
import java.io.IOException;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ControlTest {

    private final Town town = new Town();

    @AfterEach
    void close() {
        town.close();
    }

    private String account() {
        return "/control/accounts/" + town.appId();
    }

    private String anna() {
        return account() + "/followers/" + town.anna.openid();
    }

    @SuppressWarnings("unchecked")
    private static List<Map<String, Object>> list(HttpResponse<String> answer) {
        return Json.read(answer.body().getBytes(StandardCharsets.UTF_8), List.class);
    }

    @Test
    void anAccountIsMadeUpAndItsSecretsAreToldOnce() {
        HttpResponse<String> created = town.control("POST", "/control/accounts", Map.of("name", "花店"));
        Map<String, Object> settings = Town.read(created);

        assertThat(created.statusCode()).isEqualTo(201);
        assertThat(settings.get("appId").toString()).matches("wx[0-9a-f]{16}");
        assertThat(settings.get("encodingAesKey").toString()).matches("[0-9A-Za-z]{43}");
        assertThat(settings).containsEntry("mode", "secure").containsEntry("name", "花店");
        HttpResponse<String> listed = town.get("/control/accounts");
        assertThat(listed.body()).contains("花店");
        for (String secret : List.of("secret", "token", "encodingAesKey")) {
            assertThat(listed.body()).doesNotContain(settings.get(secret).toString());
        }
    }

    @Test
    void anAccountIsChangedButForItsAppid() {
        Map<String, Object> changed = Town.read(town.control(
                "PATCH", account(), Map.of("mode", "compat", "webhookUrl", "http://127.0.0.1:1/hook", "name", "新店")));

        assertThat(changed)
                .containsEntry("mode", "compat")
                .containsEntry("webhookUrl", "http://127.0.0.1:1/hook")
                .containsEntry("name", "新店");
        assertThat(Town.read(town.control("PATCH", account(), Map.of("webhookUrl", ""))))
                .containsEntry("webhookUrl", null);
        assertThat(town.control("PATCH", account(), Map.of("appId", "wx0000000000000000"))
                        .statusCode())
                .isEqualTo(400);
    }

    @Test
    void anAppidIsTakenOnce() {
        assertThat(town.control("POST", "/control/accounts", Map.of("appId", town.appId()))
                        .statusCode())
                .isEqualTo(409);
    }

    @ParameterizedTest
    @CsvSource({
        "appId, wx1",
        "secret, short",
        "token, no spaces",
        "encodingAesKey, short",
        "mode, secret",
        "webhookUrl, ftp://x",
        "webhookUrl, http://",
        "webhookUrl, http://a b",
        "surprise, 1"
    })
    void anAccountThatIsNoneIsRefused(String field, String value) {
        Map<String, Object> account = new HashMap<>();
        account.put(field, value);

        HttpResponse<String> answer = town.control("POST", "/control/accounts", account);

        assertThat(answer.statusCode()).isEqualTo(400);
        assertThat(Town.read(answer)).containsKeys("code", "message");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "{", "[]", "null", "\"x\""})
    void aBodyThatIsNoObjectIsRefused(String body) {
        HttpResponse<String> answer =
                town.send(HttpRequest.newBuilder(URI.create(town.server.url() + "/control/faults/api"))
                        .header("Content-Type", "application/json")
                        .POST(HttpRequest.BodyPublishers.ofString(body)));

        assertThat(answer.statusCode()).isEqualTo(400);
        assertThat(Town.read(answer)).containsEntry("code", "json.invalid");
    }

    @Test
    void faultsThatMakeNoSenseAreRefused() {
        for (Map<String, Object> fault : List.<Map<String, Object>>of(
                Map.of(),
                Map.of("answer", "shrug"),
                Map.of("answer", "errcode"),
                Map.of("answer", "right"),
                Map.of("answer", "status", "status", 200),
                Map.of("answer", "cut", "count", 0),
                Map.of("answer", "cut", "every", 0),
                Map.of("answer", "cut", "delayMs", -1))) {
            assertThat(town.control("POST", "/control/faults/api", fault).statusCode())
                    .as("%s", fault)
                    .isEqualTo(400);
        }
        for (Map<String, Object> fault : List.<Map<String, Object>>of(
                Map.of(), Map.of("duplicates", -1), Map.of("drop", 11), Map.of("reorder", 5, "count", 0))) {
            assertThat(town.control("POST", "/control/faults/push", fault).statusCode())
                    .as("%s", fault)
                    .isEqualTo(400);
        }
        assertThat(town.server.faults().calls()).isEmpty();
        assertThat(town.server.faults().pushes()).isEmpty();
    }

    @Test
    void faultsAreListedWithWhatIsLeftOfThemAndClearedOneByOne() {
        Object id = Town.read(town.control(
                        "POST", "/control/faults/api", Map.of("answer", "errcode", "errcode", -1, "count", 3)))
                .get("id");
        town.control("POST", "/control/faults/push", Map.of("duplicates", 1));
        town.get("/cgi-bin/user/get");

        assertThat(town.get("/control/faults").body()).contains("\"left\":2").contains("\"duplicates\":1");
        assertThat(town.control("DELETE", "/control/faults/" + id, "").statusCode())
                .isEqualTo(200);
        assertThat(town.control("DELETE", "/control/faults/" + id, "").statusCode())
                .isEqualTo(404);
        assertThat(town.server.faults().calls()).isEmpty();
        assertThat(town.server.faults().pushes()).hasSize(1);
    }

    @Test
    void otherPagesAndOtherNamesAreKeptOut() throws IOException {
        URI accounts = URI.create(town.server.url() + "/control/accounts");
        assertThat(town.send(HttpRequest.newBuilder(accounts).header("Origin", "https://evil.example"))
                        .statusCode())
                .isEqualTo(403);
        assertThat(town.send(HttpRequest.newBuilder(accounts).header("Origin", "null"))
                        .statusCode())
                .isEqualTo(403);
        assertThat(town.send(HttpRequest.newBuilder(accounts).header("Sec-Fetch-Site", "cross-site"))
                        .statusCode())
                .isEqualTo(403);
        assertThat(town.send(HttpRequest.newBuilder(accounts).header("Origin", town.server.url()))
                        .statusCode())
                .isEqualTo(200);
        assertThat(named("rebound.example")).startsWith("HTTP/1.1 403");
        assertThat(named("localhost:" + accounts.getPort())).startsWith("HTTP/1.1 200");
        assertThat(town.server.world().accounts()).hasSize(1);
    }

    private String named(String host) throws IOException {
        URI url = URI.create(town.server.url());
        try (Socket socket = new Socket(url.getHost(), url.getPort())) {
            socket.getOutputStream()
                    .write(("GET /control/accounts HTTP/1.1\r\nHost: " + host + "\r\nConnection: close\r\n\r\n")
                            .getBytes(StandardCharsets.US_ASCII));
            return new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"text/plain", "application/x-www-form-urlencoded", "multipart/form-data"})
    void whatAFormCouldSendIsRefused(String contentType) {
        HttpResponse<String> answer =
                town.send(HttpRequest.newBuilder(URI.create(town.server.url() + "/control/accounts"))
                        .header("Content-Type", contentType)
                        .POST(HttpRequest.BodyPublishers.ofString("{}")));

        assertThat(answer.statusCode()).isEqualTo(415);
        assertThat(town.server.world().accounts()).hasSize(1);
    }

    @Test
    void followersComeByTheHundred() {
        List<Map<String, Object>> created =
                list(town.control("POST", account() + "/followers", Map.of("count", 100, "name", "客人")));

        assertThat(created).hasSize(100).extracting(one -> one.get("openid")).doesNotHaveDuplicates();
        assertThat(created.get(99)).containsEntry("name", "客人 100").containsEntry("following", true);
        assertThat(list(town.get(account() + "/followers"))).hasSize(101);
    }

    @Test
    void messagesComeByTheThousandAndAreLoggedOneByOne() {
        List<Map<String, String>> messages = IntStream.range(0, 1000)
                .mapToObj(i -> Map.of("openid", town.anna.openid(), "text", "m" + i))
                .toList();

        Map<String, Object> answer =
                Town.read(town.control("POST", account() + "/messages", Map.of("messages", messages)));

        assertThat((List<?>) answer.get("msgIds")).hasSize(1000).doesNotHaveDuplicates();
        await().until(() -> Town.read(town.get("/control/pushes")).get("failed").equals(1000));
        assertThat(list(town.get("/control/log/pushes?limit=2000&account=" + town.appId())))
                .hasSize(1000);
    }

    @Test
    void ofMessagesWithAnUnknownSenderNoneIsTaken() {
        HttpResponse<String> answer = town.control(
                "POST",
                account() + "/messages",
                Map.of(
                        "messages",
                        List.of(
                                Map.of("openid", town.anna.openid(), "text", "a"),
                                Map.of("openid", "oNobody", "text", "b"))));

        assertThat(answer.statusCode()).isEqualTo(400);
        assertThat(answer.body()).contains("messages[1]");
        assertThat(town.anna.chat().after(0)).isEmpty();
    }

    @Test
    void actsThatCanNotBeAreRefused() {
        assertThat(town.event(town.anna, Map.of("event", "subscribe")).statusCode())
                .isEqualTo(409);
        assertThat(town.event(town.anna, Map.of()).statusCode()).isEqualTo(400);
        assertThat(town.event(town.anna, Map.of("event", "CLICK")).statusCode()).isEqualTo(400);
        assertThat(town.event(town.anna, Map.of("event", "LOCATION", "latitude", 91, "longitude", 0))
                        .statusCode())
                .isEqualTo(400);
        assertThat(town.control("POST", anna() + "/text", Map.of("text", "")).statusCode())
                .isEqualTo(400);
        town.event(town.anna, Map.of("event", "unsubscribe"));
        assertThat(town.control("POST", anna() + "/text", Map.of("text", "hi")).statusCode())
                .isEqualTo(409);
        assertThat(town.control("POST", account() + "/followers/oNobody/text", Map.of("text", "hi"))
                        .statusCode())
                .isEqualTo(404);
    }

    @Test
    void aPhoneWaitsForWhatIsNew() throws Exception {
        Map<String, Object> now = Town.read(town.get(anna() + "/chat"));
        Future<HttpResponse<String>> waiting = CompletableFuture.supplyAsync(
                () -> town.get(anna() + "/chat?waitMs=20000&changes=" + now.get("changes")));

        town.write(town.anna, "hi");

        assertThat(waiting.get().body()).contains("\"text\":\"hi\"");
        assertThat(Town.read(town.get(anna() + "/chat?after=1"))).containsEntry("entries", List.of());
    }

    @Test
    void aPhoneBeginsAnew() {
        town.write(town.anna, "hi");

        town.control("DELETE", anna() + "/chat", "");

        assertThat(town.anna.chat().after(0)).isEmpty();
    }

    @Test
    void theLogIsReadByKindAndFromANumberOn() {
        town.get("/cgi-bin/user/get");
        town.get("/cgi-bin/user/info");
        List<Map<String, Object>> calls = list(town.get("/control/log/calls"));

        assertThat(calls)
                .extracting(call -> call.get("path"))
                .containsExactly("/cgi-bin/user/get", "/cgi-bin/user/info");
        assertThat(calls)
                .allSatisfy(
                        call -> assertThat(call).containsEntry("kind", "call").containsEntry("errcode", 41001));
        assertThat(list(town.get("/control/log/calls?after=" + calls.get(0).get("seq"))))
                .hasSize(1);
        assertThat(list(town.get("/control/log/delivered"))).isEmpty();
        assertThat(town.get("/control/log/secrets").statusCode()).isEqualTo(404);
        assertThat(town.get("/control/log/calls?after=x").statusCode()).isEqualTo(400);
        town.control("DELETE", "/control/log", "");
        assertThat(list(town.get("/control/log/calls"))).isEmpty();
    }

    @Test
    void unknownPlacesAndMethodsAreToldApart() {
        assertThat(town.get("/control/nothing").statusCode()).isEqualTo(404);
        assertThat(town.control("PUT", "/control/accounts", "").statusCode()).isEqualTo(405);
        assertThat(town.get("/control/accounts/wx0000000000000000").statusCode())
                .isEqualTo(404);
    }
}
