package io.keshu.console.web;

import static org.assertj.core.api.Assertions.assertThat;

import io.keshu.channels.api.WebhookReply;
import io.keshu.console.Browser;
import io.keshu.console.ConsoleTest;
import io.micrometer.core.instrument.MeterRegistry;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.http.MediaType;
import org.springframework.test.context.TestPropertySource;
import org.springframework.web.bind.annotation.RequestMethod;
import org.springframework.web.servlet.mvc.method.annotation.RequestMappingHandlerMapping;

/** What the hub does so that no other site and no stranger makes use of it. */
@TestPropertySource(properties = "spring.application.name=keshu-safety")
class SafetyTest extends ConsoleTest {

    private static final HttpClient CLIENT = HttpClient.newHttpClient();

    @Autowired
    @Qualifier("requestMappingHandlerMapping")
    private RequestMappingHandlerMapping mappings;

    @Autowired
    private MeterRegistry meters;

    private static boolean ours(String path) {
        return path.startsWith("/api/");
    }

    /** Every address of the interface with its method, path variables filled in. */
    private Set<String> routes() {
        Set<String> routes = new TreeSet<>();
        mappings.getHandlerMethods()
                .forEach((mapping, handler) -> mapping.getPatternValues().stream()
                        .filter(SafetyTest::ours)
                        .forEach(path -> mapping.getMethodsCondition()
                                .getMethods()
                                .forEach(method -> routes.add(method + " " + path.replaceAll("\\{[^}]+}", "1")))));
        return routes;
    }

    @Test
    void everyAnswerCarriesTheHeadersThatKeepBrowsersFromBeingMisled() {
        Browser mei = agent();
        Set<String> paths = new TreeSet<>(Set.of(
                "/",
                "/channels",
                "/index.html",
                "/assets/none.js",
                "/nothing.html",
                "/actuator/health",
                "/v3/api-docs"));
        routes().stream().filter(route -> route.startsWith("GET ")).forEach(route -> paths.add(route.substring(4)));
        assertThat(paths).hasSizeGreaterThan(20);

        for (String path : paths) {
            for (Browser who : List.of(mei, stranger())) {
                Browser.Answer answer = who.get(path);
                assertThat(answer.header("X-Content-Type-Options")).as(path).isEqualTo("nosniff");
                assertThat(answer.header("Referrer-Policy")).as(path).isEqualTo("no-referrer");
                assertThat(answer.header("Permissions-Policy")).as(path).contains("camera=()");
                assertThat(answer.header("X-Frame-Options")).as(path).isEqualTo("DENY");
                assertThat(answer.header("Content-Security-Policy"))
                        .as(path)
                        .containsAnyOf("frame-ancestors 'none'", "sandbox");
                assertThat(answer.header("Server")).as(path).isEmpty();
            }
        }
        String policy = mei.get("/").header("Content-Security-Policy");
        assertThat(policy).contains("default-src 'self'", "script-src 'self';", "object-src 'none'", "base-uri 'self'");
        assertThat(policy).doesNotContain("unsafe-eval");
    }

    @Test
    void behindHttpsBrowsersAreToldToStayThere() throws Exception {
        HttpResponse<String> answer = CLIENT.send(
                HttpRequest.newBuilder(URI.create("http://localhost:" + port + "/"))
                        .header("X-Forwarded-Proto", "https")
                        .build(),
                HttpResponse.BodyHandlers.ofString());

        assertThat(answer.headers().firstValue("Strict-Transport-Security").orElse(""))
                .contains("max-age=");
        assertThat(agent().get("/").header("Strict-Transport-Security")).isEmpty();
    }

    @Test
    void nothingChangesAtTheWordOfAnotherSite() {
        Browser mei = agent();
        mei.withoutCsrf();
        double before = refused("forged_request");
        int tried = 0;
        for (String route : routes()) {
            String method = route.substring(0, route.indexOf(' '));
            if (!method.equals(RequestMethod.GET.name())) {
                Browser.Answer answer = mei.send(method, route.substring(method.length() + 1), "{}");
                assertThat(answer.status()).as(route).isEqualTo(403);
                assertThat(answer.code()).as(route).isEqualTo("csrf.invalid");
                tried++;
            }
        }
        assertThat(tried).isGreaterThan(20);
        assertThat(refused("forged_request") - before).isEqualTo(tried);
    }

    @Test
    void aFormOfAnotherSiteIsNotTakenForJsonEvenWithTheToken() throws Exception {
        Browser mei = agent();
        for (String type : List.of("text/plain", MediaType.APPLICATION_FORM_URLENCODED_VALUE)) {
            HttpRequest request = HttpRequest.newBuilder(
                            URI.create("http://localhost:" + port + "/api/channel-accounts/test"))
                    .header("Content-Type", type)
                    .header("X-XSRF-TOKEN", mei.cookies().get("XSRF-TOKEN"))
                    .header("Cookie", cookies(mei))
                    .POST(HttpRequest.BodyPublishers.ofString(
                            "{\"id\":\"\",\"type\":\"paper\",\"settings\":{},\"secrets\":{}}"))
                    .build();
            assertThat(CLIENT.send(request, HttpResponse.BodyHandlers.ofString())
                            .statusCode())
                    .as(type)
                    .isEqualTo(415);
        }
    }

    private static String cookies(Browser browser) {
        StringBuilder all = new StringBuilder();
        browser.cookies()
                .forEach((name, value) ->
                        all.append(name).append('=').append(value).append("; "));
        return all.toString();
    }

    @Test
    void sessionCookiesAreOutOfReachOfScriptsAndOfOtherSites() {
        List<String> set =
                stranger().signIn("mei", "correct horse").response().headers().allValues("Set-Cookie");

        assertThat(set)
                .filteredOn(cookie -> !cookie.startsWith("XSRF-TOKEN"))
                .isNotEmpty()
                .allSatisfy(cookie -> assertThat(cookie).contains("HttpOnly", "SameSite=Lax"));
    }

    @Test
    void strangersWhoCallTheWebhooksAllTheTimeAreToldToWaitAndProvidersAreNot() throws Exception {
        double before = refused("webhook_limit");
        HttpResponse<String> last = null;
        for (int i = 0; i < 70; i++) {
            last = webhook("/webhooks/none/x");
        }

        assertThat(last.statusCode()).isEqualTo(429);
        assertThat(last.headers().firstValue("Retry-After")).contains("1");
        assertThat(last.headers().firstValue("X-Content-Type-Options")).contains("nosniff");
        assertThat(refused("webhook_limit") - before).isGreaterThanOrEqualTo(5);
        channel.receiving = (request, sink) ->
                new WebhookReply(WebhookReply.Outcome.ACCEPTED, 200, "text/plain", new byte[0], null);
        for (int i = 0; i < 70; i++) {
            assertThat(webhook("/webhooks/paper/x").statusCode()).isEqualTo(200);
        }
    }

    private HttpResponse<String> webhook(String path) throws IOException, InterruptedException {
        return CLIENT.send(
                HttpRequest.newBuilder(URI.create("http://localhost:" + port + path))
                        .POST(HttpRequest.BodyPublishers.ofString("x"))
                        .build(),
                HttpResponse.BodyHandlers.ofString());
    }

    @Test
    void signingInIsLimitedAndCounted() {
        double before = refused("sign_in_limit");
        Browser.Answer answer = null;
        // Each further failure doubles the wait, so that a slow machine gets there too.
        for (int i = 0; i < 20 && (answer == null || answer.status() != 429); i++) {
            answer = stranger().signIn("nobody-" + port, "wrong");
        }

        assertThat(answer.status()).isEqualTo(429);
        assertThat(answer.header("Retry-After")).isNotEmpty();
        assertThat(answer.code()).isEqualTo("session.too_many_attempts");
        assertThat(refused("sign_in_limit") - before).isEqualTo(1);
    }

    private double refused(String reason) {
        return meters.get("keshu.refused").tag("reason", reason).counter().count();
    }
}
