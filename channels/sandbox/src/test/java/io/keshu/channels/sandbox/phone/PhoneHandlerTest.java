package io.keshu.channels.sandbox.phone;

import static org.assertj.core.api.Assertions.assertThat;

import io.keshu.channels.sandbox.Town;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PhoneHandlerTest {

    private final Town town = new Town();

    @AfterEach
    void close() {
        town.close();
    }

    private static Set<String> found(String pattern, String text) {
        Set<String> found = new TreeSet<>();
        Matcher matcher = Pattern.compile(pattern).matcher(text);
        while (matcher.find()) {
            found.add(matcher.group(1));
        }
        return found;
    }

    @Test
    void thePageIsServedUnderAStrictPolicyAndNamesOnlyFilesThatAreThere() {
        HttpResponse<String> page = town.get("/");

        assertThat(page.statusCode()).isEqualTo(200);
        assertThat(page.headers().firstValue("Content-Type")).hasValue("text/html; charset=utf-8");
        assertThat(page.headers().firstValue("Content-Security-Policy").orElseThrow())
                .startsWith("default-src 'none'")
                .doesNotContain("unsafe");
        Set<String> files = found("(?:href|src)=\"(/[^\"]+)\"", page.body());
        files.addAll(found("from '\\.(/[^']+)'", town.get("/main.js").body()));
        assertThat(files)
                .contains("/main.js", "/chat.js", "/phone.css")
                .allSatisfy(
                        file -> assertThat(town.get(file).statusCode()).as(file).isEqualTo(200));
        assertThat(page.body()).doesNotContain(" style=", " onclick=");
    }

    @Test
    void everyWordOfThePageIsThereInBothLanguages() {
        String words = town.get("/words.js").body();
        Set<String> chinese = found("'?([a-zA-Z0-9.]+)'?: '", words.substring(0, words.indexOf("const en")));
        Set<String> english =
                found("'?([a-zA-Z0-9.]+)'?: '", words.substring(words.indexOf("const en"), words.indexOf("let words")));

        assertThat(english).isEqualTo(chinese);
        assertThat(chinese)
                .containsAll(found(
                        "data-i18n(?:-label|-placeholder)?=\"([^\"]+)\"",
                        town.get("/").body()));
    }

    @ParameterizedTest
    @ValueSource(strings = {"/nothing", "/../SandboxServer.class", "/PhoneHandler.class", "/%2e%2e/world.json"})
    void nothingElseIsServed(String path) {
        assertThat(town.get(path).statusCode()).isEqualTo(404);
    }

    @Test
    void pagesAreOnlyReadAndNotByOthers() {
        assertThat(town.post("/", "").statusCode()).isEqualTo(405);
        assertThat(town.send(HttpRequest.newBuilder(URI.create(town.server.url() + "/main.js"))
                                .header("Sec-Fetch-Site", "cross-site"))
                        .statusCode())
                .isEqualTo(403);
    }
}
