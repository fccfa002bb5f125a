package io.keshu.channels.sandbox.mini;

import static org.assertj.core.api.Assertions.assertThat;

import io.keshu.channels.sandbox.Town;
import io.keshu.channels.sandbox.world.Account;
import io.keshu.channels.sandbox.world.AccountNames;
import io.keshu.channels.sandbox.world.ChatEntry;
import io.keshu.channels.sandbox.world.Follower;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.Base64;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What the page of mini programs is served and does. */
class MiniControlTest {

    private static final String TEMPLATE = MiniTemplates.PROGRESS.id();

    private final Town town = new Town();
    private final Account program =
            town.server.mini().world().add(AccountNames.account("小店")).orElseThrow();
    private final Follower anna = program.add("oAnna-0123456789", "安娜", true, town.clock.instant());
    private final String person =
            "/control/mini/programs/" + program.settings().appId() + "/customers/" + anna.openid();

    @AfterEach
    void close() {
        town.close();
    }

    private HttpResponse<String> act(String what, Object body) {
        return town.control("POST", person + "/" + what, body);
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
    void whatTheCustomerDoesStandsOnHerPhone() {
        byte[] png = {(byte) 0x89, 'P', 'N', 'G', 1};
        assertThat(act("enter", Map.of("sessionFrom", "商品 7")).statusCode()).isEqualTo(202);
        assertThat(act("text", Map.of("text", "在吗")).statusCode()).isEqualTo(202);
        assertThat(act("page", Map.of("title", "白茶", "path", "pages/a")).statusCode())
                .isEqualTo(202);
        assertThat(act("picture", Map.of("base64", Base64.getEncoder().encodeToString(png)))
                        .statusCode())
                .isEqualTo(202);

        // Nobody is there to be told, which shows between her lines.
        assertThat(anna.chat().after(0))
                .filteredOn(entry -> entry.from().equals("user"))
                .extracting(ChatEntry::type)
                .containsExactly("event", "text", "miniprogrampage", "image");
        assertThat(town.get(person + "/chat").body()).contains("白茶", "在吗", "user_enter_tempsession 商品 7");
    }

    @Test
    void eachAcceptanceIsOneConsentAndAWithdrawalTakesAllBack() {
        act("popup", Map.of("answers", Map.of(TEMPLATE, true)));
        act("popup", Map.of("answers", Map.of(TEMPLATE, true)));
        act("popup", Map.of("answers", Map.of(TEMPLATE, false)));
        assertThat(anna.consents()).containsEntry(TEMPLATE, 2);

        act("withdraw", Map.of("template", TEMPLATE));
        assertThat(anna.consents()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "text, '{\"text\":\" \"}', text.length",
        "page, '{\"title\":\"x\"}', path.length",
        "picture, '{\"base64\":\"aGVsbG8=\"}', picture.type",
        "picture, '{\"base64\":\"%\"}', picture.base64",
        "popup, '{\"answers\":{\"T\":true}}', template.unknown",
        "popup, '{}', popup.answers",
        "enter, '[]', json.invalid"
    })
    void whatMakesNoSenseIsRefusedWithAReason(String act, String body, String code) {
        HttpResponse<String> answer =
                town.send(HttpRequest.newBuilder(URI.create(town.server.url() + person + "/" + act))
                        .header("Content-Type", "application/json")
                        .POST(HttpRequest.BodyPublishers.ofString(body)));

        assertThat(answer.statusCode()).isEqualTo(400);
        assertThat(Town.read(answer)).containsEntry("code", code);
        assertThat(anna.chat().after(0)).isEmpty();
    }

    @Test
    void whatIsNotThereIsNotFoundAndOtherPagesMayNotCall() {
        assertThat(town.get("/control/mini/programs/wx1/customers").statusCode())
                .isEqualTo(404);
        assertThat(town.send(HttpRequest.newBuilder(URI.create(town.server.url() + person + "/chat"))
                                .header("Origin", "https://evil.example"))
                        .statusCode())
                .isEqualTo(403);
    }

    @Test
    void thePageHasItsFilesAndItsWordsInBothLanguages() {
        HttpResponse<String> page = town.get("/mini");
        assertThat(page.statusCode()).isEqualTo(200);
        assertThat(page.headers().firstValue("Content-Security-Policy").orElseThrow())
                .startsWith("default-src 'none'");
        Set<String> files = found("(?:href|src)=\"(/[^\"]+)\"", page.body());
        files.addAll(found("(?:from|import) '\\.(/[^']+)'", town.get("/mini.js").body()));
        assertThat(files)
                .contains("/mini.js", "/mini-words.js", "/nav.js")
                .allSatisfy(
                        file -> assertThat(town.get(file).statusCode()).as(file).isEqualTo(200));

        String words = town.get("/mini-words.js").body();
        int english = words.lastIndexOf("{\n");
        Set<String> chinese = found("'?([a-zA-Z0-9._]+)'?: '", words.substring(0, english));
        assertThat(found("'?([a-zA-Z0-9._]+)'?: '", words.substring(english))).isEqualTo(chinese);
        chinese.addAll(found("'?([a-zA-Z0-9.]+)'?: '", town.get("/words.js").body()));
        assertThat(chinese)
                .containsAll(found("data-i18n(?:-label|-placeholder)?=\"([^\"]+)\"", page.body()))
                .containsAll(found("say\\('([^']+[^.'])'", town.get("/mini.js").body()));
    }

    @Test
    void aMiniProgramIsMadeUpWithAllThatAHubNeeds() {
        HttpResponse<String> made = town.control("POST", "/control/mini/programs", Map.of("name", "二店"));

        assertThat(made.statusCode()).isEqualTo(201);
        assertThat(Town.read(made))
                .containsKeys("appSecret", "token", "encodingAesKey")
                .containsEntry("apiBaseUrl", town.server.url() + "/mini-api");
        assertThat(town.get("/control/mini/programs").body())
                .contains("二店", Town.read(made).get("appId").toString());
    }

    @Test
    void thePagesThatThereAreAreListed() {
        assertThat(town.get("/control/pages").body()).contains("\"/\"", "\"/mini\"");
    }
}
