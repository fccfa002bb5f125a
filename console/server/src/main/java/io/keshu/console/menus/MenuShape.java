package io.keshu.console.menus;

import io.keshu.bot.menu.MenuItem;
import io.keshu.console.web.FieldProblem;
import io.keshu.console.web.ProblemException;
import io.keshu.console.web.Words;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;

/** What a body must be like to be a menu at all, finished or not. For one body. */
final class MenuShape {

    private static final int MOST_ITEMS = 1000;
    private static final int MOST_CHARACTERS = 200_000;
    private static final Pattern ID = Pattern.compile("[0-9A-Za-z_-]{1," + MenuItem.MAX_ID + "}");

    private final Words words;
    private final Set<String> ids = new HashSet<>();
    private long characters;

    private MenuShape(Words words) {
        this.words = words;
    }

    /** @throws ProblemException 422, naming the place */
    static void check(MenuBody body, Words words) {
        MenuShape shape = new MenuShape(words);
        shape.items("items", body.items(), true);
        for (int i = 0; i < body.tagged().size(); i++) {
            shape.id("tagged[" + i + "].id", body.tagged().get(i).id());
            shape.items("tagged[" + i + "].items", body.tagged().get(i).items(), true);
            shape.count(body.tagged().get(i).audience(), body.tagged().get(i).audienceName());
        }
        shape.count(body.intro());
    }

    private void items(String path, List<MenuBody.Item> items, boolean listsAllowed) {
        for (int i = 0; i < items.size(); i++) {
            MenuBody.Item item = items.get(i);
            String each = path + "[" + i + "]";
            id(each + ".id", item.id());
            boolean list = item.action() == MenuItem.Action.SUBMENU;
            if (list ? !listsAllowed : !item.children().isEmpty()) {
                throw refused(each + ".children", "nested");
            }
            count(item.name(), item.text(), item.key(), item.url(), item.appId(), item.pagePath(), item.value());
            items(each + ".children", item.children(), false);
        }
    }

    private void id(String path, String id) {
        if (!ID.matcher(id).matches() || !ids.add(id)) {
            throw refused(path, "id");
        }
        if (ids.size() > MOST_ITEMS) {
            throw refused("items", "too_large");
        }
    }

    private void count(String... texts) {
        for (String text : texts) {
            characters += text.length();
        }
        if (characters > MOST_CHARACTERS) {
            throw refused("items", "too_large");
        }
    }

    private ProblemException refused(String path, String code) {
        return ProblemException.fields(List.of(new FieldProblem(path, code, words.say("menu." + code))));
    }
}
