package io.keshu.bot.menu;

import static io.keshu.bot.menu.TextMenuTest.list;
import static org.assertj.core.api.Assertions.assertThat;

import io.keshu.bot.menu.MenuChange.Kind;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

class MenuDiffTest {

    private static Menu menu(MenuItem... items) {
        return new Menu("", Arrays.asList(items), List.of());
    }

    private static MenuItem item(String id, String name) {
        return MenuItem.reply(id, name, "x");
    }

    @Test
    void equalMenusDifferInNothing() {
        Menu menu = menu(item("a", "一"), list("b", "二", item("c", "三")));
        assertThat(MenuDiff.between(menu, menu)).isEmpty();
    }

    @Test
    void comingGoingRenamingAndChangingAreTold() {
        Menu before = menu(item("a", "一"), item("b", "二"), MenuItem.reply("c", "三", "旧"));
        Menu after = menu(item("a", "壹"), MenuItem.reply("c", "三", "新"), item("d", "四"));
        assertThat(MenuDiff.between(before, after))
                .containsExactly(
                        new MenuChange(Kind.RENAMED, "a", "壹", "一", ""),
                        new MenuChange(Kind.CHANGED, "c", "三", "", ""),
                        new MenuChange(Kind.ADDED, "d", "四", "", ""),
                        new MenuChange(Kind.REMOVED, "b", "二", "", ""));
    }

    @Test
    void whatOnlyMadeRoomHasNotMoved() {
        Menu before = menu(item("a", "一"), item("b", "二"));
        assertThat(MenuDiff.between(before, menu(item("n", "新"), item("a", "一"), item("b", "二"))))
                .containsExactly(new MenuChange(Kind.ADDED, "n", "新", "", ""));
    }

    @Test
    void aMoveIntoAListAndASwapAreMoves() {
        Menu before = menu(item("a", "一"), list("b", "二", item("c", "三")));
        Menu after = menu(list("b", "二", item("c", "三"), item("a", "一")));
        assertThat(MenuDiff.between(before, after)).contains(new MenuChange(Kind.MOVED, "a", "一", "", ""));
    }

    @Test
    void menusForSomeAreToldByTheirTag() {
        Menu before = new Menu("", List.of(), List.of(new TaggedMenu("t", "2", "熟客", List.of(item("a", "一")))));
        Menu after = new Menu("请选", List.of(), List.of(new TaggedMenu("u", "3", "", List.of())));
        assertThat(MenuDiff.between(before, after))
                .containsExactly(
                        new MenuChange(Kind.MENU_ADDED, "u", "", "", "3"),
                        new MenuChange(Kind.MENU_REMOVED, "t", "", "", "熟客"),
                        new MenuChange(Kind.INTRO, "", "", "", ""));
        assertThat(MenuDiff.between(
                        before,
                        new Menu("", List.of(), List.of(new TaggedMenu("t", "2", "熟客", List.of(item("a", "壹")))))))
                .containsExactly(new MenuChange(Kind.RENAMED, "a", "壹", "一", "熟客"));
    }
}
