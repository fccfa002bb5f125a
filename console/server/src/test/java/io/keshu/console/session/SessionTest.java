package io.keshu.console.session;

import static org.assertj.core.api.Assertions.assertThat;

import io.keshu.console.Browser;
import io.keshu.console.ConsoleTest;
import java.util.Map;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

class SessionTest extends ConsoleTest {

    @Test
    void anAgentSignsInIsKnownAndSignsOut() {
        Browser browser = stranger();
        Browser.Answer in = browser.signIn("Mei", "correct horse");

        assertThat(in.status()).isEqualTo(200);
        assertThat(in.json().at("/agent/id").asString()).isEqualTo("77");
        assertThat(browser.get("/api/session").json().at("/agent/displayName").asString())
                .isEqualTo("小梅");
        assertThat(browser.delete("/api/session").status()).isEqualTo(204);
        assertThat(browser.get("/api/session").code()).isEqualTo("session.required");
    }

    @Test
    void theCookiesAreSafe() {
        Browser.Answer in = stranger().signIn("mei", "correct horse");

        assertThat(in.response().headers().allValues("Set-Cookie"))
                .anySatisfy(cookie ->
                        assertThat(cookie).startsWith("KESHU_SESSION=").contains("HttpOnly", "SameSite=Lax"))
                .anySatisfy(
                        cookie -> assertThat(cookie).startsWith("XSRF-TOKEN=").doesNotContain("HttpOnly"));
    }

    @Test
    void wrongPasswordAndUnknownNameGetTheSameAnswer() {
        Browser.Answer wrong = stranger().signIn("mei", "wrong");
        Browser.Answer unknown = stranger().signIn("nobody", "wrong");

        assertThat(wrong.status()).isEqualTo(401);
        assertThat(wrong.code()).isEqualTo("session.bad_credentials").isEqualTo(unknown.code());
        assertThat(wrong.json().path("detail").asString()).isEqualTo("用户名或密码不对。");
        assertThat(wrong.header("Content-Type")).startsWith("application/problem+json");
    }

    @Test
    void problemsAreSaidInTheReadersLanguage() {
        assertThat(stranger()
                        .speaking("en-GB,en;q=0.9")
                        .get("/api/session")
                        .json()
                        .path("detail")
                        .asString())
                .isEqualTo("Please sign in.");
        assertThat(stranger()
                        .speaking("fr")
                        .get("/api/session")
                        .json()
                        .path("detail")
                        .asString())
                .isEqualTo("请先登录。");
    }

    @Test
    void guessingIsSlowedDown() {
        Browser browser = stranger();
        for (int i = 0; i < LoginAttempts.FREE_PER_NAME; i++) {
            assertThat(browser.signIn("guessed", "x" + i).status()).isEqualTo(401);
        }
        Browser.Answer refused = browser.signIn("guessed", "again");

        assertThat(refused.status()).isEqualTo(429);
        assertThat(refused.code()).isEqualTo("session.too_many_attempts");
        assertThat(refused.header("Retry-After")).isNotEmpty();
    }

    @Test
    void unsafeCallsNeedTheTokenOfTheCookie() {
        Browser browser = agent().withoutCsrf();

        Browser.Answer refused = browser.delete("/api/session");

        assertThat(refused.status()).isEqualTo(403);
        assertThat(refused.code()).isEqualTo("csrf.invalid");
        assertThat(browser.get("/api/session").status()).isEqualTo(200);
    }

    @Test
    void aRefusalBringsTheTokenToo() {
        Browser browser = stranger();

        assertThat(browser.get("/api/conversations").status()).isEqualTo(401);
        assertThat(browser.cookies()).containsKey("XSRF-TOKEN");
    }

    @Test
    void signingInChangesTheSessionsId() {
        Browser browser = agent();
        String first = browser.cookies().get("KESHU_SESSION");

        browser.signIn("mei", "correct horse");

        assertThat(browser.cookies().get("KESHU_SESSION")).isNotEqualTo(first);
        Browser planted = stranger();
        planted.cookies().put("KESHU_SESSION", first);
        assertThat(planted.get("/api/session").status()).isEqualTo(401);
    }

    @Test
    void malformedBodiesAreTheCallersFault() {
        Browser browser = stranger();
        browser.get("/api/session");

        assertThat(browser.post("/api/session", "{nonsense").status()).isEqualTo(400);
        assertThat(browser.post("/api/session", Map.of("username", "mei")).code())
                .isEqualTo("request.malformed");
        assertThat(browser.post("/api/session", "{\"username\":null,\"password\":\"x\"}")
                        .status())
                .isEqualTo(400);
    }

    @Test
    void whileRedisIsAwayAgentsGoOnAndWhoeverIsNotKnownIsToldWhyNot() {
        Browser browser = agent();
        browser.get("/api/session");
        Browser unknown = stranger();
        unknown.cookies().put("KESHU_SESSION", "MDAwMA==");
        redis().kill();
        try {
            assertThat(browser.get("/api/session").status()).isEqualTo(200);
            assertThat(browser.get("/").text()).startsWith("<!doctype html>");
            Browser.Answer away = unknown.get("/api/session");
            assertThat(away.status()).isEqualTo(503);
            assertThat(away.code()).isEqualTo("session.store_unavailable");
            assertThat(unknown.get("/").text()).startsWith("<!doctype html>");
            assertThat(stranger().signIn("mei", "correct horse").code()).isEqualTo("session.store_unavailable");
            assertThat(stranger().get("/actuator/health/readiness").status()).isEqualTo(200);
            assertThat(browser.cookies()).containsKey("KESHU_SESSION");
        } finally {
            redis().restart();
        }
        Awaitility.await().untilAsserted(() -> {
            Browser again = stranger();
            assertThat(again.signIn("mei", "correct horse").status()).isEqualTo(200);
        });
    }

    @Test
    void thePageMayLoadOnlyItsOwnScriptsAndNeverBeFramed() {
        assertThat(stranger().get("/").header("Content-Security-Policy"))
                .contains("script-src 'self';", "frame-ancestors 'none'");
        assertThat(stranger().get("/api/session").header("Cache-Control")).contains("no-store");
    }
}
