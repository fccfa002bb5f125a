package io.keshu.channels.sandbox.wechat;

import static org.assertj.core.api.Assertions.assertThat;

import io.keshu.channels.sandbox.Town;
import java.net.http.HttpResponse;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Menus that WeChat refuses, and what a phone shows of those that it takes. */
class RawMenuTest {

    private static final String GOOD = button("帮助", "\"type\":\"click\",\"key\":\"HELP\"");

    private final Town town = new Town();

    @AfterEach
    void close() {
        town.close();
    }

    private static String button(String name, String rest) {
        return "{\"name\":\"" + name + "\"," + rest + "}";
    }

    private static String menu(String... buttons) {
        return "{\"button\":[" + String.join(",", buttons) + "]}";
    }

    private static String list(String... buttons) {
        return button("更多", "\"sub_button\":[" + String.join(",", buttons) + "]");
    }

    private HttpResponse<String> call(String path, String body) {
        return town.post(
                path + "?access_token="
                        + town.account
                                .stableTokens()
                                .current(town.clock.instant())
                                .token(),
                body);
    }

    private void refused(int errcode, String menu) {
        assertThat(Town.read(call("/cgi-bin/menu/create", menu))).containsEntry("errcode", errcode);
        assertThat(town.account.menus().standard()).isEmpty();
    }

    private int errcode(String path, String body) {
        return (int) Town.read(call(path, body)).getOrDefault("errcode", 0);
    }

    @Test
    void everyLimitExceededByOneHasItsNumber() {
        refused(40016, menu());
        refused(40016, menu(GOOD, GOOD, GOOD, GOOD));
        refused(40023, menu(list(GOOD, GOOD, GOOD, GOOD, GOOD, GOOD)));
        refused(40018, menu(button("12345678901234567", "\"type\":\"click\",\"key\":\"K\"")));
        refused(40025, menu(list(button("中".repeat(20) + "a", "\"type\":\"click\",\"key\":\"K\""))));
        refused(40017, menu(button("一", "\"type\":\"sing\"")));
        refused(40024, menu(list(button("一", "\"type\":\"sing\""))));
        refused(40019, menu(button("一", "\"type\":\"click\",\"key\":\"" + "k".repeat(129) + "\"")));
        refused(40026, menu(list(button("一", "\"type\":\"click\",\"key\":\"\""))));
        refused(40020, menu(button("一", "\"type\":\"view\",\"url\":\"https://a.example/" + "x".repeat(1024) + "\"")));
        refused(40055, menu(button("一", "\"type\":\"view\",\"url\":\"javascript:alert(1)\"")));
        refused(40054, menu(list(button("一", "\"type\":\"view\",\"url\":\"a.example\""))));
        refused(47001, "{\"button\":");
        refused(44002, "");
    }

    @Test
    void aMenuForATagNeedsADefaultOneAndATagThatIsThere() {
        int tag = town.account.menus().tag("熟客").orElseThrow().id();
        String ruled = "{\"button\":[" + GOOD + "],\"matchrule\":{\"tag_id\":\"" + tag + "\"}}";
        String path = "/cgi-bin/menu/addconditional";

        assertThat(errcode(path, ruled)).isEqualTo(65303);
        assertThat(errcode("/cgi-bin/menu/create", menu(GOOD))).isZero();
        assertThat(errcode(path, menu(GOOD))).isEqualTo(65304);
        assertThat(errcode(path, "{\"button\":[" + GOOD + "],\"matchrule\":{\"sex\":\"1\"}}"))
                .isEqualTo(65320);
        assertThat(errcode(path, ruled.replace(Integer.toString(tag), "99999"))).isEqualTo(65320);
        assertThat(errcode(path, ruled)).isZero();
        assertThat(errcode("/cgi-bin/menu/delconditional", "{\"menuid\":\"1\"}"))
                .isEqualTo(65301);
    }

    @Test
    void aPhoneShowsTheMenuAndATapOfEveryKindIsTold() {
        assertThat(errcode("/cgi-bin/menu/create", menu(GOOD))).isZero();
        String person = "/control/accounts/" + town.appId() + "/followers/" + town.anna.openid();

        assertThat(town.get(person + "/menu").body()).contains("帮助");
        for (String event : new String[] {"CLICK", "VIEW", "VIEW_MINIPROGRAM", "SCANCODE_WAITMSG", "PIC_WEIXIN"}) {
            assertThat(town.event(town.anna, Map.of("event", event, "key", "K")).statusCode())
                    .as(event)
                    .isEqualTo(202);
        }
        assertThat(town.anna.chat().after(0).toString())
                .contains("scancode_waitmsg K")
                .contains("pic_weixin K");
    }
}
