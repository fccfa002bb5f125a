package io.keshu.console.menus;

import static org.assertj.core.api.Assertions.assertThat;
import static org.mockito.ArgumentMatchers.any;
import static org.mockito.ArgumentMatchers.anyInt;
import static org.mockito.ArgumentMatchers.anyLong;
import static org.mockito.ArgumentMatchers.eq;
import static org.mockito.Mockito.never;
import static org.mockito.Mockito.verify;
import static org.mockito.Mockito.when;

import io.keshu.bot.menu.DraftResult;
import io.keshu.bot.menu.Menu;
import io.keshu.bot.menu.MenuDiff;
import io.keshu.bot.menu.MenuItem;
import io.keshu.bot.menu.MenuRules;
import io.keshu.bot.menu.MenuState;
import io.keshu.bot.menu.MenuVersion;
import io.keshu.bot.menu.Menus;
import io.keshu.bot.menu.PublishResult;
import io.keshu.bot.menu.TextMenu;
import io.keshu.channels.api.MenuFault;
import io.keshu.channels.api.MenuProblem;
import io.keshu.channels.api.TextLimit;
import io.keshu.console.Browser;
import io.keshu.console.ConsoleTest;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.mockito.ArgumentCaptor;
import org.mockito.Mockito;
import org.springframework.beans.factory.annotation.Autowired;

/** The menus' REST side; what the bot does with them is tested there. */
class MenusTest extends ConsoleTest {

    private static final Instant NOON = Instant.parse("2026-05-01T04:00:00Z");
    private static final MenuRules RULES =
            new MenuRules(TextMenu.LIMITS, new TextLimit(2048, TextLimit.Unit.BYTES), true);

    @Autowired
    private Menus menus;

    private Browser mei;
    private String path;

    @BeforeEach
    void haveAnAccount() {
        mei = agent();
        String id = mei.post(
                        "/api/channel-accounts",
                        Map.of(
                                "type",
                                "paper",
                                "key",
                                "m" + UUID.randomUUID().toString().substring(0, 8),
                                "name",
                                "小店",
                                "enabled",
                                true,
                                "settings",
                                Map.of("appId", "wx0a1b"),
                                "secrets",
                                Map.of("appSecret", "s"),
                                "version",
                                0))
                .json()
                .path("id")
                .asString();
        path = "/api/menus/" + id;
        Mockito.reset(menus);
        when(menus.rules(any())).thenReturn(Optional.of(RULES));
        when(menus.faults(any(), any())).thenAnswer(call -> RULES.faults(call.getArgument(1)));
        when(menus.publishedBefore(any(), anyInt())).thenReturn(Optional.empty());
        when(menus.version(any(), anyInt())).thenReturn(Optional.empty());
    }

    private static Menu menu(String name) {
        return new Menu("", List.of(MenuItem.reply("a", name, "好")), List.of());
    }

    private static MenuVersion version(int number, Menu menu, MenuVersion.State state, MenuProblem problem) {
        return new MenuVersion(number, menu, null, AGENT, NOON, state, NOON, problem, null);
    }

    private static MenuState state(Menu draft, MenuVersion live, MenuVersion latest) {
        return new MenuState(draft, 3, AGENT, NOON, live, latest);
    }

    private static Map<String, Object> item(String id, String name, Object... more) {
        Map<String, Object> item = new HashMap<>(Map.of("id", id, "name", name, "action", "REPLY"));
        for (String empty : List.of("text", "key", "url", "appId", "pagePath", "value")) {
            item.put(empty, "");
        }
        item.put("handOver", false);
        item.put("children", List.of());
        for (int i = 0; i < more.length; i += 2) {
            item.put((String) more[i], more[i + 1]);
        }
        return item;
    }

    private Browser.Answer save(Object... items) {
        return mei.put(
                path + "/draft",
                Map.of("version", 2, "menu", Map.of("intro", "", "items", List.of(items), "tagged", List.of())));
    }

    @Test
    void aMenuIsShownWithItsLimitsItsDifferencesAndItsFaults() {
        MenuVersion live = version(1, menu("一"), MenuVersion.State.PUBLISHED, null);
        when(menus.read(any())).thenReturn(state(menu(""), live, live));

        var json = mei.get(path).json();

        assertThat(json.at("/limits/topEntries").asInt()).isEqualTo(9);
        assertThat(json.path("editedBy").asString()).isEqualTo("小梅");
        assertThat(json.at("/changes/0/kind").asString()).isEqualTo("RENAMED");
        assertThat(json.at("/faults/0/field").asString()).isEqualTo("items[0].name");
        assertThat(json.at("/faults/0/message").asString()).isEqualTo("必填。");
        assertThat(json.at("/latest/by").asString()).isEqualTo("小梅");
    }

    @Test
    void aDraftIsSavedWithoutWhatItsActionsHaveNoUseForAndWithAKeyOfItsOwn() {
        when(menus.saveDraft(any(), any(), anyLong(), any()))
                .thenReturn(new DraftResult.Saved(state(menu("一"), null, null), List.of()));

        assertThat(save(item("a", " 帮助 ", "text", "好", "url", "javascript:alert(1)"))
                        .status())
                .isEqualTo(200);

        ArgumentCaptor<Menu> saved = ArgumentCaptor.forClass(Menu.class);
        verify(menus).saveDraft(any(), saved.capture(), eq(2L), eq(AGENT));
        assertThat(saved.getValue().items()).containsExactly(MenuItem.reply("a", "帮助", "好"));
    }

    @Test
    void whatIsNoMenuIsNamedAtItsPlaceAndNotSaved() {
        for (Browser.Answer answer : List.of(
                save(item("a", "一"), item("a", "二")),
                save(item("a b", "一")),
                save(item("a", "一", "children", List.of(item("b", "二")))),
                save(item("a", "一", "action", "SUBMENU", "children", List.of(item("b", "二", "action", "SUBMENU")))))) {
            assertThat(answer.status()).isEqualTo(422);
            assertThat(answer.json().at("/fields/0/field").asString()).startsWith("items[");
            assertThat(answer.json().at("/fields/0/message").asString()).doesNotStartWith("menu.");
        }
        verify(menus, never()).saveDraft(any(), any(), anyLong(), any());
    }

    @Test
    void aDraftThatSomebodyElseChangedIsAConflictThatNamesThemAndWhatTheyChanged() {
        when(menus.changedSince(any(), eq(2L), eq(menu("二"))))
                .thenReturn(MenuDiff.between(
                        menu("一"),
                        new Menu("", List.of(MenuItem.reply("a", "二", "好"), MenuItem.reply("b", "", "")), List.of())));
        when(menus.saveDraft(any(), any(), anyLong(), any()))
                .thenReturn(new DraftResult.Changed(state(menu("二"), null, null)));

        Browser.Answer answer = save(item("a", "一"));

        assertThat(answer.status()).isEqualTo(409);
        assertThat(answer.code()).isEqualTo("menu.changed");
        assertThat(answer.json().path("detail").asString()).contains("小梅");
        assertThat(answer.json().at("/fields/0/field").asString()).isEqualTo("a");
        assertThat(answer.json().at("/fields/0/message").asString()).isEqualTo("“一”改名为“二”");
        assertThat(answer.json().at("/fields/1/message").asString()).isEqualTo("新增“未命名”");
    }

    private static Map<String, Object> seen() {
        return Map.of("version", 3, "live", 0);
    }

    private Browser.Answer publish() {
        return mei.post(path + "/publish", seen());
    }

    @Test
    void whoPublishesSecondIsToldWhoPublishedWhat() {
        MenuVersion live = version(4, menu("二"), MenuVersion.State.PUBLISHED, null);
        when(menus.publish(any(), anyLong(), anyInt(), any()))
                .thenReturn(new PublishResult.Changed(state(menu("一"), live, live)))
                .thenReturn(new PublishResult.Busy(version(5, menu("三"), MenuVersion.State.PUBLISHING, null)));

        Browser.Answer late = publish();
        assertThat(late.status()).isEqualTo(409);
        assertThat(late.code()).isEqualTo("menu.published");
        assertThat(late.json().path("detail").asString()).contains("小梅").contains("4");
        assertThat(late.json().at("/fields/0/message").asString()).isEqualTo("新增“二”");
        assertThat(publish().code()).isEqualTo("menu.publishing");
    }

    @Test
    void faultsAreNamedAtTheirFieldsInBothLanguages() {
        when(menus.publish(any(), anyLong(), anyInt(), any()))
                .thenReturn(new PublishResult.Refused(List.of(
                        new MenuFault("items", MenuFault.Code.TOO_MANY, 3),
                        new MenuFault("items[0].name", MenuFault.Code.TOO_LONG, 16))));

        Browser.Answer answer = publish();

        assertThat(answer.status()).isEqualTo(422);
        assertThat(answer.json().at("/fields/0/message").asString()).isEqualTo("最多 3 个。");
        assertThat(answer.json().at("/fields/1/field").asString()).isEqualTo("items[0].name");
        assertThat(answer.json().at("/fields/1/message").asString()).contains("16 字节");
    }

    @Test
    void aFailedPublicationIsAnAnswerThatSaysWhyAndWhatCustomersSee() {
        MenuProblem problem = new MenuProblem(MenuProblem.Reason.ACCOUNT_QUOTA_USED, "45009", "limit");
        MenuVersion failed = version(2, menu("一"), MenuVersion.State.UNCHANGED, problem);
        when(menus.publish(any(), anyLong(), anyInt(), any()))
                .thenReturn(new PublishResult.Ended(state(menu("一"), null, failed)));

        var json = publish().json();

        assertThat(json.at("/latest/state").asString()).isEqualTo("UNCHANGED");
        assertThat(json.at("/latest/problem").asString()).isEqualTo("账号今天的调用额度已用完（45009）");
    }

    @Test
    void anUnknownAccountAndAnUnknownVersionAreNotFound() {
        assertThat(mei.get("/api/menus/999999").status()).isEqualTo(404);
        when(menus.rollBack(any(), eq(7), anyLong(), anyInt(), any())).thenReturn(Optional.empty());
        assertThat(mei.post(path + "/versions/7/roll-back", seen()).code()).isEqualTo("menu.version_unknown");
    }

    @Test
    void historyPagesByNumber() {
        List<MenuVersion> many = IntStream.iterate(40, n -> n - 1)
                .limit(21)
                .mapToObj(n -> version(n, menu("一"), MenuVersion.State.PUBLISHED, null))
                .toList();
        when(menus.history(any(), anyInt(), eq(21))).thenReturn(many);

        var json = mei.get(path + "/versions").json();

        assertThat(json.path("items").size()).isEqualTo(20);
        assertThat(json.path("next").asInt()).isEqualTo(21);
    }

    @Test
    void aStrangerSeesNoMenu() {
        assertThat(stranger().get(path).status()).isEqualTo(401);
    }
}
