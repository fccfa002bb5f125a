package io.keshu.bot.menu;

import java.util.List;
import java.util.stream.Stream;

/**
 * An account's menus.
 *
 * @param intro what stands above the numbers where the menu is written out
 * @param tagged in the order in which they are tried
 */
public record Menu(String intro, List<MenuItem> items, List<TaggedMenu> tagged) {

    /** Nothing in it. */
    public static final Menu EMPTY = new Menu("", List.of(), List.of());

    public Menu {
        items = List.copyOf(items);
        tagged = List.copyOf(tagged);
    }

    /** All items of all menus, those of the default menu first, parents before their children. */
    Stream<MenuItem> all() {
        return Stream.concat(items.stream(), tagged.stream().flatMap(menu -> menu.items().stream()))
                .flatMap(item -> Stream.concat(Stream.of(item), item.children().stream()));
    }

    /** Items of the default menu that do something when tapped, as they are numbered. */
    List<MenuItem> leaves() {
        return items.stream()
                .flatMap(item -> item.action() == MenuItem.Action.SUBMENU ? item.children().stream() : Stream.of(item))
                .toList();
    }
}
