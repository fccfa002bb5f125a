package io.keshu.channels.sandbox.shop;

import static org.assertj.core.api.Assertions.assertThat;

import io.keshu.channels.sandbox.MovableClock;
import io.keshu.channels.sandbox.Town;
import io.keshu.channels.sandbox.http.Json;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

class ShopHandlerTest {

    private static final String HUB = "http://localhost:8080";

    @TempDir
    private Path folder;

    private final Town town = new Town();
    private final MovableClock clock = new MovableClock();

    @BeforeEach
    void open() {
        town.server.open(Shop.keptIn(folder.resolve("shop-secret"), clock));
    }

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
    void thePageCarriesTheWidgetOnceTheHubIsUp() {
        assertThat(town.get("/shop").body()).doesNotContain("keshu.js");

        town.server.consoleAt(HUB);

        assertThat(town.get("/shop").body())
                .contains("<script async src=\"" + HUB + "/widget/keshu.js\" data-deployment=\"shop\"></script>");
        assertThat(town.get("/control/pages").body()).contains("\"/shop\"");
    }

    @Test
    void thePageNamesOnlyFilesThatAreThere() {
        String page = town.get("/shop?css=hostile").body();

        assertThat(found("(?:href|src)=\"(/shop/[^\"]+)\"", page))
                .contains("/shop/shop.js", "/shop/shop.css", "/shop/hostile.css")
                .allSatisfy(
                        file -> assertThat(town.get(file).statusCode()).as(file).isEqualTo(200));
        assertThat(page).doesNotContain(" style=", " onclick=");
        assertThat(town.get("/shop/Shop.class").statusCode()).isEqualTo(404);
    }

    @Test
    void whatIsTriedStandsInTheTagAndNothingElseGetsIn() {
        town.server.consoleAt(HUB);

        assertThat(town.get("/shop?icon=tab&language=en&theme=dark").body())
                .contains("data-icon=\"tab\"", "data-language=\"en\"", "data-theme=\"dark\"");
        assertThat(town.get("/shop?icon=%22%3E%3Cscript%3Ealert(1)%3C/script%3E")
                        .body())
                .doesNotContain("alert(1)")
                .doesNotContain("data-icon");
    }

    @Test
    void aStrictPolicyLetsInTheHubAndNobodyElse() {
        town.server.consoleAt(HUB);

        HttpResponse<String> strict = town.get("/shop?policy=strict");

        assertThat(strict.headers().firstValue("Content-Security-Policy").orElseThrow())
                .startsWith("default-src 'none'")
                .contains("script-src 'self' " + HUB, "connect-src 'self' " + HUB + " ws://localhost:8080")
                .doesNotContain("unsafe");
        assertThat(town.get("/shop").headers().firstValue("Content-Security-Policy"))
                .isEmpty();
    }

    @Test
    void everyWordIsThereInBothLanguages() {
        String script = town.get("/shop/shop.js").body();
        int english = script.indexOf("const en");
        Pattern end = Pattern.compile("\n}\n");
        Matcher ends = end.matcher(script);
        assertThat(ends.find(english)).isTrue();
        Set<String> chinese = found("'?([a-zA-Z0-9.]+)'?: '", script.substring(0, english));

        assertThat(found("'?([a-zA-Z0-9.]+)'?: '", script.substring(english, ends.start())))
                .isEqualTo(chinese);
        assertThat(chinese)
                .containsAll(found(
                        "data-i18n(?:-label)?=\"([^\"]+)\"", town.get("/shop").body()));
    }

    @Test
    void aMemberWhoSignsInGetsATokenThatTheHubCanCheck() throws Exception {
        HttpResponse<String> answer = town.control("POST", "/shop/member", Map.of("id", "m1001", "name", "周先生"));

        assertThat(answer.statusCode()).isEqualTo(200);
        String[] parts = Json.tree(answer.body()).path("token").asString().split("\\.", -1);
        assertThat(parts).hasSize(3);
        JsonNode claims = Json.tree(new String(Base64.getUrlDecoder().decode(parts[1]), StandardCharsets.UTF_8));
        assertThat(claims.path("sub").asString()).isEqualTo("m1001");
        assertThat(claims.path("name").asString()).isEqualTo("周先生");
        assertThat(claims.path("exp").asLong())
                .isEqualTo(clock.instant().plus(Duration.ofHours(8)).getEpochSecond());
        String secret = Shop.keptIn(folder.resolve("shop-secret"), clock).memberSecret();
        Mac mac = Mac.getInstance("HmacSHA256");
        mac.init(new SecretKeySpec(secret.getBytes(StandardCharsets.UTF_8), "HmacSHA256"));
        assertThat(Base64.getUrlDecoder().decode(parts[2]))
                .isEqualTo(mac.doFinal((parts[0] + "." + parts[1]).getBytes(StandardCharsets.UTF_8)));
    }

    @Test
    void whoIsNobodyIsNotSignedIn() {
        assertThat(town.control("POST", "/shop/member", Map.of("id", "", "name", "x"))
                        .statusCode())
                .isEqualTo(400);
        assertThat(town.control("POST", "/shop/member", Map.of("id", "a b", "name", "x"))
                        .statusCode())
                .isEqualTo(400);
        assertThat(town.control("POST", "/shop/member", List.of(1)).statusCode())
                .isEqualTo(400);
        assertThat(town.control("POST", "/shop", Map.of()).statusCode()).isEqualTo(405);
    }
}
