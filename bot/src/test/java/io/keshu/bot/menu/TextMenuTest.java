package io.keshu.bot.menu;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TextMenuTest {

    static MenuItem list(String id, String name, MenuItem... children) {
        return new MenuItem(id, name, MenuItem.Action.SUBMENU, "", false, "", "", "", "", "", List.of(children));
    }

    static MenuItem link(String id, String name, String url) {
        return new MenuItem(id, name, MenuItem.Action.LINK, "", false, "", url, "", "", "", List.of());
    }

    private static final Menu MENU = new Menu(
            "请回复数字：",
            List.of(
                    MenuItem.reply("a", "营业时间", "9:00 到 21:00"),
                    list("b", "订单", MenuItem.reply("c", "查物流", "请发单号"), link("d", "开发票", "https://shop.example.com/i")),
                    MenuItem.reply("e", "人工", "请稍候")),
            List.of());

    @Test
    void listsHaveTheirNameAboveThemAndNumbersRunThrough() {
        assertThat(TextMenu.render(MENU)).isEqualTo("请回复数字：\n1. 营业时间\n\n订单\n2. 查物流\n3. 开发票\n\n4. 人工");
    }

    @Test
    void withoutAnIntroductionItBeginsWithTheFirstItem() {
        assertThat(TextMenu.render(new Menu(" ", MENU.items(), List.of()))).startsWith("1. 营业时间\n\n订单");
    }

    @ParameterizedTest
    @CsvSource({"1, a", "2, c", "３, d", "④, e", "'3.', d", "' 2、 ', c", "第1项, a", "No.4, e", "查物流, c"})
    void aNumberHoweverItIsWrittenOrAWholeNameMeansItsItem(String said, String item) {
        assertThat(TextMenu.pick(MENU, said)).map(MenuItem::id).contains(item);
    }

    @ParameterizedTest
    @ValueSource(strings = {"0", "5", "99", "100", "我要 2 个", "2 件", "13800138000", "订单", "", "-1", "1 2"})
    void anythingElseMeansNone(String said) {
        assertThat(TextMenu.pick(MENU, said)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"0", "０", "菜单", " Menu ", "目录"})
    void theMenuItselfCanBeAskedFor(String said) {
        assertThat(TextMenu.calls(said)).isTrue();
    }

    @Test
    void aLinkIsAnsweredWithItsAddress() {
        assertThat(TextMenu.answer(link("d", "开发票", "https://shop.example.com/i")))
                .isEqualTo("开发票\nhttps://shop.example.com/i");
    }
}
