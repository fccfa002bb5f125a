package io.keshu.channels.sandbox;

import io.keshu.channels.sandbox.fault.ApiFault;
import io.keshu.channels.sandbox.http.Json;
import io.keshu.channels.sandbox.journal.Entry;
import io.keshu.channels.sandbox.journal.Journal;
import io.keshu.channels.sandbox.push.PushSettings;
import io.keshu.channels.sandbox.world.Account;
import io.keshu.channels.sandbox.world.AccountNames;
import io.keshu.channels.sandbox.world.AccountSettings;
import io.keshu.channels.sandbox.world.Follower;
import io.keshu.channels.sandbox.world.PushMode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/** A sandbox with one account and one follower, a clock that tests move, and calls to it. */
public final class Town implements AutoCloseable {

    public final MovableClock clock = new MovableClock();
    public final SandboxServer server;
    public final Account account;
    public final Follower anna;
    private final HttpClient http =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

    public Town() {
        this(new PushSettings(Duration.ofSeconds(5), Duration.ofMillis(20), 3, 200, 1));
    }

    public Town(PushSettings push) {
        server = SandboxServer.start(SandboxOptions.defaults().pushing(push), clock);
        account = server.world().add(AccountNames.account("小店")).orElseThrow();
        anna = follower("oAnna-0123456789");
    }

    public Follower follower(String openid) {
        return account.add(openid, openid, true, clock.instant());
    }

    public String appId() {
        return account.settings().appId();
    }

    public void pushTo(String url, PushMode mode) {
        AccountSettings old = account.settings();
        account.change(new AccountSettings(
                old.appId(),
                old.name(),
                old.originalId(),
                old.secret(),
                old.token(),
                old.encodingAesKey(),
                mode,
                url,
                old.checkQuota()));
    }

    public void fault(ApiFault.Answer answer, int number, ApiFault.When when, int count) {
        server.faults().add(new ApiFault(null, null, answer, number, number, 0, when, count, 1));
    }

    /** Writes as a follower, through the control. */
    public String write(Follower follower, String text) {
        HttpResponse<String> answer = control(
                "POST",
                "/control/accounts/" + appId() + "/followers/" + follower.openid() + "/text",
                Map.of("text", text));
        if (answer.statusCode() != 202) {
            throw new AssertionError(answer.body());
        }
        return read(answer).get("msgId").toString();
    }

    public HttpResponse<String> event(Follower follower, Map<String, Object> event) {
        return control("POST", "/control/accounts/" + appId() + "/followers/" + follower.openid() + "/event", event);
    }

    public HttpResponse<String> control(String method, String path, Object body) {
        return send(HttpRequest.newBuilder(URI.create(server.url() + path))
                .header("Content-Type", "application/json")
                .method(method, HttpRequest.BodyPublishers.ofByteArray(Json.bytes(body))));
    }

    public HttpResponse<String> get(String path) {
        return send(HttpRequest.newBuilder(URI.create(server.url() + path)));
    }

    public HttpResponse<String> post(String path, String body) {
        return send(HttpRequest.newBuilder(URI.create(server.url() + path))
                .POST(HttpRequest.BodyPublishers.ofString(body, StandardCharsets.UTF_8)));
    }

    public HttpResponse<String> send(HttpRequest.Builder request) {
        try {
            return http.send(
                    request.timeout(Duration.ofSeconds(20)).build(),
                    HttpResponse.BodyHandlers.ofString(StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    @SuppressWarnings("unchecked")
    public static Map<String, Object> read(HttpResponse<String> answer) {
        return Json.read(answer.body().getBytes(StandardCharsets.UTF_8), Map.class);
    }

    public <T extends Entry> List<T> journal(Journal.Kind kind, Class<T> type) {
        return server.journal().list(kind, 0, Integer.MAX_VALUE, entry -> true).stream()
                .map(type::cast)
                .toList();
    }

    @Override
    public void close() {
        server.close();
    }
}
