package io.keshu.console.menus;

import io.keshu.bot.menu.Menu;
import io.keshu.bot.menu.MenuItem;
import io.keshu.bot.menu.TaggedMenu;
import io.swagger.v3.oas.annotations.media.Schema;
import java.util.List;

/** An account's menus as pages send and get them. */
@Schema(name = "Menu")
record MenuBody(String intro, List<Item> items, List<Tagged> tagged) {

    MenuBody {
        items = List.copyOf(items);
        tagged = List.copyOf(tagged);
    }

    /** An entry; see {@link MenuItem}. */
    @Schema(name = "MenuItem")
    record Item(
            String id,
            String name,

            @Schema(implementation = MenuItem.Action.class) MenuItem.Action action,

            String text,
            boolean handOver,
            String key,
            String url,
            String appId,
            String pagePath,
            String value,
            List<Item> children) {

        Item {
            children = List.copyOf(children);
        }

        /** Without what its action has no use for, so that no old address or key goes along unseen. */
        MenuItem toItem() {
            boolean program = action == MenuItem.Action.MINI_PROGRAM;
            return new MenuItem(
                    id,
                    name.strip(),
                    action,
                    action.keyed() && action != MenuItem.Action.RULE ? text.strip() : "",
                    action.keyed() && handOver,
                    action.keyed() ? (key.isBlank() ? id : key.strip()) : "",
                    program || action == MenuItem.Action.LINK ? url.strip() : "",
                    program ? appId.strip() : "",
                    program ? pagePath.strip() : "",
                    stored() ? value.strip() : "",
                    children.stream().map(Item::toItem).toList());
        }

        private boolean stored() {
            return switch (action) {
                case MATERIAL, ARTICLE, ARTICLE_VIEW, RULE, GROUP -> true;
                default -> false;
            };
        }

        static Item of(MenuItem item) {
            return new Item(
                    item.id(),
                    item.name(),
                    item.action(),
                    item.text(),
                    item.handOver(),
                    item.key(),
                    item.url(),
                    item.appId(),
                    item.pagePath(),
                    item.value(),
                    item.children().stream().map(Item::of).toList());
        }
    }

    /** A menu for some; see {@link TaggedMenu}. */
    @Schema(name = "TaggedMenu")
    record Tagged(String id, String audience, String audienceName, List<Item> items) {
        Tagged {
            items = List.copyOf(items);
        }
    }

    Menu toMenu() {
        return new Menu(
                intro.strip(),
                items.stream().map(Item::toItem).toList(),
                tagged.stream()
                        .map(menu -> new TaggedMenu(
                                menu.id,
                                menu.audience.strip(),
                                menu.audienceName.strip(),
                                menu.items.stream().map(Item::toItem).toList()))
                        .toList());
    }

    static MenuBody of(Menu menu) {
        return new MenuBody(
                menu.intro(),
                menu.items().stream().map(Item::of).toList(),
                menu.tagged().stream()
                        .map(tagged -> new Tagged(
                                tagged.id(),
                                tagged.audience(),
                                tagged.audienceName(),
                                tagged.items().stream().map(Item::of).toList()))
                        .toList());
    }
}
