package io.keshu.bot.menu;

import io.keshu.channels.api.ConditionalMenu;
import io.keshu.channels.api.MenuAction;
import io.keshu.channels.api.MenuEntry;
import io.keshu.channels.api.MenuTree;
import io.keshu.channels.api.PublishedMenu;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;

/** Between the menus that marketers edit and those that channels show. */
final class MenuTrees {

    private MenuTrees() {}

    static MenuTree tree(List<MenuItem> items) {
        return new MenuTree(items.stream().map(MenuTrees::entry).toList());
    }

    static List<ConditionalMenu> conditional(Menu menu) {
        return menu.tagged().stream()
                .map(tagged -> new ConditionalMenu(tagged.audience(), tree(tagged.items())))
                .toList();
    }

    /** What an account shows once this is published. */
    static PublishedMenu published(Menu menu) {
        return menu.items().isEmpty()
                ? PublishedMenu.NONE
                : new PublishedMenu(tree(menu.items()), conditional(menu), List.of());
    }

    private static MenuEntry entry(MenuItem item) {
        return item.action() == MenuItem.Action.SUBMENU
                ? new MenuEntry.Submenu(
                        item.name(),
                        item.children().stream().map(MenuTrees::button).toList())
                : button(item);
    }

    private static MenuEntry.Button button(MenuItem item) {
        return new MenuEntry.Button(
                item.name(),
                switch (item.action()) {
                    case REPLY, RULE, GROUP -> new MenuAction.Keyed(MenuAction.Kind.CLICK, item.key());
                    case SCAN -> new MenuAction.Keyed(MenuAction.Kind.SCAN, item.key());
                    case SCAN_AND_WAIT -> new MenuAction.Keyed(MenuAction.Kind.SCAN_AND_WAIT, item.key());
                    case CAMERA -> new MenuAction.Keyed(MenuAction.Kind.CAMERA, item.key());
                    case CAMERA_OR_ALBUM -> new MenuAction.Keyed(MenuAction.Kind.CAMERA_OR_ALBUM, item.key());
                    case ALBUM -> new MenuAction.Keyed(MenuAction.Kind.ALBUM, item.key());
                    case PLACE -> new MenuAction.Keyed(MenuAction.Kind.PLACE, item.key());
                    case LINK -> new MenuAction.Link(item.url());
                    case MINI_PROGRAM -> new MenuAction.MiniProgram(item.appId(), item.pagePath(), item.url());
                    case MATERIAL -> new MenuAction.Stored(MenuAction.Kind.MATERIAL, item.value());
                    case ARTICLE -> new MenuAction.Stored(MenuAction.Kind.ARTICLE, item.value());
                    case ARTICLE_VIEW -> new MenuAction.Stored(MenuAction.Kind.ARTICLE_VIEW, item.value());
                    case SUBMENU -> throw new IllegalArgumentException("A list below a list: " + item.id());
                });
    }

    /** @param ids makes ids for the items */
    static Menu menu(PublishedMenu present, String intro, Supplier<String> ids) {
        MenuTree tree = present.tree();
        List<TaggedMenu> tagged = new ArrayList<>();
        for (ConditionalMenu each : present.conditional()) {
            tagged.add(new TaggedMenu(ids.get(), each.audience(), "", items(each.tree(), ids)));
        }
        return new Menu(intro, tree == null ? List.of() : items(tree, ids), tagged);
    }

    private static List<MenuItem> items(MenuTree tree, Supplier<String> ids) {
        return tree.entries().stream().map(entry -> item(entry, ids)).toList();
    }

    private static MenuItem item(MenuEntry entry, Supplier<String> ids) {
        String id = ids.get();
        if (entry instanceof MenuEntry.Submenu submenu) {
            List<MenuItem> children =
                    submenu.buttons().stream().map(button -> item(button, ids)).toList();
            return new MenuItem(id, submenu.name(), MenuItem.Action.SUBMENU, "", false, "", "", "", "", "", children);
        }
        MenuEntry.Button button = (MenuEntry.Button) entry;
        MenuAction action = button.action();
        String key = action instanceof MenuAction.Keyed keyed
                ? keyed.key()
                : action instanceof MenuAction.ProviderText ? id : "";
        MenuAction.MiniProgram program =
                action instanceof MenuAction.MiniProgram found ? found : new MenuAction.MiniProgram("", "", "");
        return new MenuItem(
                id,
                button.name(),
                action(action.kind()),
                action instanceof MenuAction.ProviderText said ? said.text() : "",
                false,
                key,
                action instanceof MenuAction.Link link ? link.url() : program.fallbackUrl(),
                program.appId(),
                program.pagePath(),
                action instanceof MenuAction.Stored stored ? stored.id() : "",
                List.of());
    }

    private static MenuItem.Action action(MenuAction.Kind kind) {
        return switch (kind) {
            case CLICK, PROVIDER_TEXT -> MenuItem.Action.REPLY;
            case LINK -> MenuItem.Action.LINK;
            case MINI_PROGRAM -> MenuItem.Action.MINI_PROGRAM;
            case SCAN -> MenuItem.Action.SCAN;
            case SCAN_AND_WAIT -> MenuItem.Action.SCAN_AND_WAIT;
            case CAMERA -> MenuItem.Action.CAMERA;
            case CAMERA_OR_ALBUM -> MenuItem.Action.CAMERA_OR_ALBUM;
            case ALBUM -> MenuItem.Action.ALBUM;
            case PLACE -> MenuItem.Action.PLACE;
            case MATERIAL -> MenuItem.Action.MATERIAL;
            case ARTICLE -> MenuItem.Action.ARTICLE;
            case ARTICLE_VIEW -> MenuItem.Action.ARTICLE_VIEW;
        };
    }
}
