package io.keshu.bot.menu;

import io.keshu.channels.api.MenuAction.Kind;
import io.keshu.channels.api.MenuLimits;
import java.text.Normalizer;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The same menu in words: a numbered list, and what a customer means who answers with a number. Pure. */
public final class TextMenu {

    /** So that a list stays readable; the kinds are those that words can stand for. */
    public static final MenuLimits LIMITS = new MenuLimits(
            9, 9, 60, 60, 128, 1024, Set.of("http", "https"), Set.of(Kind.CLICK, Kind.LINK, Kind.MINI_PROGRAM), 0);

    /** What asks for the menu, whatever it holds. */
    private static final Set<String> CALLS = Set.of("0", "菜单", "目录", "menu");

    private static final Pattern NUMBER = Pattern.compile("(?:no|第)?\\.?\\s*(\\d{1,2})\\s*[.。、,，)）号项]?");

    private TextMenu() {}

    /** The menu as a message. Names of lists stand above their items; numbers run through. */
    public static String render(Menu menu) {
        StringBuilder text = new StringBuilder(menu.intro().strip());
        int number = 0;
        boolean afterList = false;
        for (MenuItem item : menu.items()) {
            boolean list = item.action() == MenuItem.Action.SUBMENU;
            if (list || afterList) {
                line(text, "");
            }
            if (list) {
                line(text, item.name());
                for (MenuItem child : item.children()) {
                    line(text, ++number + ". " + child.name());
                }
            } else {
                line(text, ++number + ". " + item.name());
            }
            afterList = list;
        }
        return text.toString();
    }

    private static void line(StringBuilder text, String line) {
        if (text.length() > 0) {
            text.append('\n');
        }
        text.append(line);
    }

    /** Whether the customer asks to see the menu. */
    static boolean calls(String said) {
        return CALLS.contains(plain(said));
    }

    /** The item that the customer means by a number or by its whole name. */
    static Optional<MenuItem> pick(Menu menu, String said) {
        String plain = plain(said);
        List<MenuItem> leaves = menu.leaves();
        Matcher number = NUMBER.matcher(plain);
        if (number.matches()) {
            int index = Integer.parseInt(number.group(1)) - 1;
            return index >= 0 && index < leaves.size() ? Optional.of(leaves.get(index)) : Optional.empty();
        }
        return leaves.stream().filter(item -> plain(item.name()).equals(plain)).findFirst();
    }

    /** What is said when this item is picked. */
    static String answer(MenuItem item) {
        return item.action().keyed() ? item.text() : item.name() + "\n" + item.url();
    }

    /** Full-width and circled digits become plain ones, letters small. */
    private static String plain(String said) {
        return Normalizer.normalize(said.strip(), Normalizer.Form.NFKC).toLowerCase(Locale.ROOT);
    }
}
