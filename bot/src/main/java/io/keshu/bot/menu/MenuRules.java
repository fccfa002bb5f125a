package io.keshu.bot.menu;

import io.keshu.channels.api.MenuFault;
import io.keshu.channels.api.MenuLimits;
import io.keshu.channels.api.TextLimit;
import java.util.ArrayList;
import java.util.List;

/**
 * What a menu of one account has to keep to: the channel's limits, and our own on what is answered. Faults name the place as the
 * menu's JSON has it, such as {@code items[0].children[2].name}.
 *
 * @param limits the channel's, or {@link TextMenu#LIMITS}
 * @param texts how long an answer may be
 * @param published whether the channel shows the menu itself; if not, it is written out in words
 */
public record MenuRules(MenuLimits limits, TextLimit texts, boolean published) {

    /** Where the menu may not be published as it is, in the menu's order. */
    public List<MenuFault> faults(Menu menu) {
        List<MenuFault> faults = new ArrayList<>();
        for (MenuFault fault : limits.check(MenuTrees.tree(menu.items()), MenuTrees.conditional(menu))) {
            faults.add(new MenuFault(ours(fault.path()), fault.code(), fault.limit()));
        }
        answers("items", menu.items(), faults);
        for (int i = 0; i < menu.tagged().size(); i++) {
            answers("tagged[" + i + "].items", menu.tagged().get(i).items(), faults);
        }
        text("intro", menu.intro(), false, faults);
        if (!published && !menu.items().isEmpty() && !texts.allows(TextMenu.render(menu))) {
            faults.add(new MenuFault("items", MenuFault.Code.TOO_LONG, texts.max()));
        }
        return List.copyOf(faults);
    }

    /** Where the menu can't even be kept as a draft. */
    public List<MenuFault> unstorable(Menu menu) {
        return faults(menu).stream()
                .filter(fault -> fault.code() == MenuFault.Code.UNPRINTABLE)
                .toList();
    }

    private static String ours(String path) {
        return path.replace("conditional", "tagged").replace("entries", "items").replace("buttons", "children");
    }

    private void answers(String path, List<MenuItem> items, List<MenuFault> faults) {
        for (int i = 0; i < items.size(); i++) {
            MenuItem item = items.get(i);
            String each = path + "[" + i + "]";
            if (item.action().leadsOn() && item.value().isBlank()) {
                faults.add(new MenuFault(each + ".value", MenuFault.Code.MISSING, 0));
            }
            if (item.action().keyed()) {
                text(each + ".text", item.text(), item.action() == MenuItem.Action.REPLY, faults);
            }
            answers(each + ".children", item.children(), faults);
        }
    }

    private void text(String path, String text, boolean required, List<MenuFault> faults) {
        if (text.codePoints().anyMatch(MenuRules::unprintable)) {
            faults.add(new MenuFault(path, MenuFault.Code.UNPRINTABLE, 0));
        } else if (required && text.isBlank()) {
            faults.add(new MenuFault(path, MenuFault.Code.MISSING, 0));
        } else if (!texts.allows(text)) {
            faults.add(new MenuFault(path, MenuFault.Code.TOO_LONG, texts.max()));
        }
    }

    private static boolean unprintable(int codePoint) {
        return Character.getType(codePoint) == Character.SURROGATE
                || (Character.isISOControl(codePoint) && "\t\n\r".indexOf(codePoint) < 0);
    }
}
