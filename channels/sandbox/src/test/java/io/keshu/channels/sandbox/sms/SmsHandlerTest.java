package io.keshu.channels.sandbox.sms;

import static org.assertj.core.api.Assertions.assertThat;

import io.keshu.channels.sandbox.Town;
import java.net.http.HttpResponse;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class SmsHandlerTest {

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
    void thePageIsServedWithAllItsFilesUnderAStrictPolicy() {
        HttpResponse<String> page = town.get("/sms");
        assertThat(page.statusCode()).isEqualTo(200);
        assertThat(page.headers().firstValue("Content-Security-Policy").orElseThrow())
                .startsWith("default-src 'none'");
        assertThat(found("(?:href|src)=\"(/[^\"]+)\"", page.body()))
                .contains("/sms/sms.js")
                .allSatisfy(
                        file -> assertThat(town.get(file).statusCode()).as(file).isEqualTo(200));
        assertThat(town.get("/control/pages").body()).contains("\"/sms\"");
    }

    @Test
    void everyWordOfThePageIsThereInBothLanguages() {
        String words = town.get("/sms/words.js").body();
        int english = words.indexOf("const en");
        String word = "'?([a-zA-Z0-9./]+)'?: '";
        assertThat(found(word, words.substring(english, words.indexOf("let words"))))
                .isEqualTo(found(word, words.substring(0, english)))
                .containsAll(found(
                        "data-say(?:-label)?=\"([^\"]+)\"", town.get("/sms").body()));
    }

    @Test
    void customersAreMetAndWriteAndWhatIsWrongIsRefused() {
        HttpResponse<String> met = town.control("POST", "/control/sms/people", Map.of("name", "安娜"));
        assertThat(met.statusCode()).isEqualTo(201);
        String number = String.valueOf(Town.read(met).get("number"));
        String messages = "/control/sms/people/" + number + "/messages";
        assertThat(town.control("POST", messages, Map.of("text", "在吗")).statusCode())
                .isEqualTo(201);
        assertThat(town.get(messages).body()).contains("在吗", "waiting");

        assertThat(town.control("POST", messages, Map.of("text", " ")).statusCode())
                .isEqualTo(400);
        assertThat(town.control("POST", "/control/sms/people", Map.of("name", "a\nb"))
                        .statusCode())
                .isEqualTo(400);
        assertThat(town.get("/control/sms/people/10086/messages").statusCode()).isEqualTo(404);
    }
}
