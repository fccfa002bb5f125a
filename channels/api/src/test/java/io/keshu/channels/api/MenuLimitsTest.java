package io.keshu.channels.api;

import static org.assertj.core.api.Assertions.assertThat;

import io.keshu.channels.api.MenuAction.Kind;
import io.keshu.channels.api.MenuFault.Code;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class MenuLimitsTest {

    private static final MenuLimits LIMITS = new MenuLimits(
            3, 5, 16, 60, 128, 1024, Set.of("http", "https"), Set.of(Kind.CLICK, Kind.LINK, Kind.MINI_PROGRAM), 1);

    private static MenuEntry.Button click(String name, String key) {
        return new MenuEntry.Button(name, new MenuAction.Keyed(Kind.CLICK, key));
    }

    private static MenuEntry.Button link(String url) {
        return new MenuEntry.Button("看", new MenuAction.Link(url));
    }

    private static List<MenuFault> faults(MenuEntry... entries) {
        return LIMITS.check(new MenuTree(Arrays.asList(entries)), List.of());
    }

    private static MenuEntry.Submenu submenu(int buttons) {
        return new MenuEntry.Submenu(
                "更多",
                IntStream.range(0, buttons)
                        .mapToObj(i -> click("第" + i, "k" + i))
                        .toList());
    }

    @Test
    void whatIsExactlyAtEveryLimitMayBePublished() {
        MenuEntry.Button longest = click("中".repeat(20), "键".repeat(42) + "ab");
        assertThat(faults(
                        click("一二三四五a", "a"), new MenuEntry.Submenu("1234567890123456", List.of(longest)), submenu(5)))
                .isEmpty();
        String url = "https://shop.example.com/" + "x".repeat(1024 - 25);
        assertThat(faults(link(url))).isEmpty();
    }

    @Test
    void oneMoreThanEachLimitIsNamedWhereItIs() {
        assertThat(faults(click("一", "1"), click("二", "2"), click("三", "3"), click("四", "4")))
                .containsExactly(new MenuFault("entries", Code.TOO_MANY, 3));
        assertThat(faults(submenu(6))).containsExactly(new MenuFault("entries[0].buttons", Code.TOO_MANY, 5));
        assertThat(faults(click("12345678901234567", "k")))
                .containsExactly(new MenuFault("entries[0].name", Code.TOO_LONG, 16));
        assertThat(faults(new MenuEntry.Submenu("更多", List.of(click("中".repeat(20) + "a", "k")))))
                .containsExactly(new MenuFault("entries[0].buttons[0].name", Code.TOO_LONG, 60));
        assertThat(faults(click("一", "k".repeat(129))))
                .containsExactly(new MenuFault("entries[0].key", Code.TOO_LONG, 128));
        assertThat(faults(link("https://shop.example.com/" + "x".repeat(1024 - 24))))
                .containsExactly(new MenuFault("entries[0].url", Code.TOO_LONG, 1024));
    }

    @Test
    void aNameOfSixChineseCharactersIsTooLongAndOneCutInACharacterIsNoText() {
        assertThat(faults(click("售后保修服务", "k"))).containsExactly(new MenuFault("entries[0].name", Code.TOO_LONG, 16));
        assertThat(faults(click("笑\ud83d", "k")))
                .containsExactly(new MenuFault("entries[0].name", Code.UNPRINTABLE, 0));
    }

    @Test
    void emptyMenusAndSubmenusAndNamesAreNamed() {
        assertThat(faults()).containsExactly(new MenuFault("entries", Code.EMPTY, 0));
        assertThat(faults(submenu(0))).containsExactly(new MenuFault("entries[0].buttons", Code.EMPTY, 0));
        assertThat(faults(click(" ", "k"))).containsExactly(new MenuFault("entries[0].name", Code.MISSING, 0));
    }

    @Test
    void aKeyIsTakenOnceInAMenuAndMayComeBackInAnother() {
        assertThat(faults(click("一", "k"), new MenuEntry.Submenu("二", List.of(click("三", "k")))))
                .containsExactly(new MenuFault("entries[1].buttons[0].key", Code.KEY_TWICE, 0));
        MenuTree tree = new MenuTree(List.of(click("一", "k")));
        assertThat(LIMITS.check(tree, List.of(new ConditionalMenu("2", tree)))).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "shop.example.com/a",
                "//shop.example.com",
                "javascript:alert(1)",
                "javascript://shop.example.com/%0aalert(1)",
                "ftp://shop.example.com",
                "https://",
                "https:///path",
                "https://a b.example.com",
                "https://shop.example.com/a b",
                "https://user@",
                "https://good.example\\.evil.example"
            })
    void whatIsNoAddressOfAPageIsRefused(String url) {
        assertThat(faults(link(url))).containsExactly(new MenuFault("entries[0].url", Code.BAD_URL, 0));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "https://shop.example.com",
                "HTTP://shop.example.com:8443/a?b=c#d",
                "https://商城.example.com/中文?名=值"
            })
    void addressesOfPagesAreTaken(String url) {
        assertThat(faults(link(url))).isEmpty();
    }

    @Test
    void menusForSomeCustomersAreCountedAndEachAudienceHasOne() {
        MenuTree tree = new MenuTree(List.of(click("一", "k")));
        assertThat(LIMITS.check(tree, Collections.nCopies(2, new ConditionalMenu("2", tree))))
                .containsExactly(
                        new MenuFault("conditional", Code.TOO_MANY, 1),
                        new MenuFault("conditional[1].audience", Code.AUDIENCE_TWICE, 0));
        MenuTree bad = new MenuTree(List.of(link("x")));
        assertThat(LIMITS.check(tree, List.of(new ConditionalMenu("", bad))))
                .containsExactly(
                        new MenuFault("conditional[0].audience", Code.MISSING, 0),
                        new MenuFault("conditional[0].entries[0].url", Code.BAD_URL, 0));
    }

    @Test
    void whatTheChannelHasNoButtonsForIsRefused() {
        assertThat(faults(new MenuEntry.Button("位置", new MenuAction.Keyed(Kind.PLACE, "p"))))
                .containsExactly(new MenuFault("entries[0].action", Code.KIND_NOT_ALLOWED, 0));
    }
}
