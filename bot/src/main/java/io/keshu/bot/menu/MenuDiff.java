package io.keshu.bot.menu;

import io.keshu.bot.menu.MenuChange.Kind;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What differs between two menus. Items are the same if their ids are. Pure. */
public final class MenuDiff {

    private final List<MenuChange> changes = new ArrayList<>();

    private MenuDiff() {}

    /** In the order of the later menu, what went last. */
    public static List<MenuChange> between(Menu before, Menu after) {
        MenuDiff diff = new MenuDiff();
        diff.items("", before.items(), after.items());
        diff.tagged(before.tagged(), after.tagged());
        if (!before.intro().strip().equals(after.intro().strip())) {
            diff.add(Kind.INTRO, "", "", "", "");
        }
        return List.copyOf(diff.changes);
    }

    private record Place(String parent, int index, MenuItem item) {}

    private static Map<String, Place> places(List<MenuItem> items) {
        Map<String, Place> places = new LinkedHashMap<>();
        for (int i = 0; i < items.size(); i++) {
            MenuItem item = items.get(i);
            places.put(item.id(), new Place("", i, item));
            for (int j = 0; j < item.children().size(); j++) {
                MenuItem child = item.children().get(j);
                places.put(child.id(), new Place(item.id(), j, child));
            }
        }
        return places;
    }

    private void items(String audience, List<MenuItem> before, List<MenuItem> after) {
        Map<String, Place> old = places(before);
        Map<String, Place> now = places(after);
        // An item has only moved if those that stayed beside it stand in another order.
        List<String> stayedBefore =
                old.keySet().stream().filter(now::containsKey).toList();
        List<String> stayedAfter =
                now.keySet().stream().filter(old::containsKey).toList();
        for (Place place : now.values()) {
            Place was = old.get(place.item.id());
            if (was == null) {
                add(Kind.ADDED, place.item.id(), place.item.name(), "", audience);
                continue;
            }
            if (!was.item.name().equals(place.item.name())) {
                add(Kind.RENAMED, place.item.id(), place.item.name(), was.item.name(), audience);
            }
            if (!deeds(was.item).equals(deeds(place.item))) {
                add(Kind.CHANGED, place.item.id(), place.item.name(), "", audience);
            }
            if (!was.parent.equals(place.parent)
                    || stayedBefore.indexOf(place.item.id()) != stayedAfter.indexOf(place.item.id())) {
                add(Kind.MOVED, place.item.id(), place.item.name(), "", audience);
            }
        }
        old.values().stream()
                .filter(place -> !now.containsKey(place.item.id()))
                .forEach(place -> add(Kind.REMOVED, place.item.id(), place.item.name(), "", audience));
    }

    /** The item without its name and what is below it. */
    private static MenuItem deeds(MenuItem item) {
        return new MenuItem(
                item.id(),
                "",
                item.action(),
                item.text(),
                item.handOver(),
                item.key(),
                item.url(),
                item.appId(),
                item.pagePath(),
                item.value(),
                List.of());
    }

    private void tagged(List<TaggedMenu> before, List<TaggedMenu> after) {
        Map<String, TaggedMenu> old = new LinkedHashMap<>();
        before.forEach(menu -> old.put(menu.id(), menu));
        List<String> order = new ArrayList<>(old.keySet());
        for (int i = 0; i < after.size(); i++) {
            TaggedMenu menu = after.get(i);
            TaggedMenu was = old.remove(menu.id());
            if (was == null) {
                add(Kind.MENU_ADDED, menu.id(), "", "", shown(menu));
                continue;
            }
            if (!was.audience().equals(menu.audience())
                    || (after.size() == before.size() && order.indexOf(menu.id()) != i)) {
                add(Kind.MENU_CHANGED, menu.id(), "", "", shown(menu));
            }
            items(shown(menu), was.items(), menu.items());
        }
        old.values().forEach(menu -> add(Kind.MENU_REMOVED, menu.id(), "", "", shown(menu)));
    }

    private static String shown(TaggedMenu menu) {
        return menu.audienceName().isBlank() ? menu.audience() : menu.audienceName();
    }

    private void add(Kind kind, String item, String name, String was, String audience) {
        changes.add(new MenuChange(kind, item, name, was, audience));
    }
}
