package io.keshu.bot.menu;

import java.util.List;

/**
 * A menu for the bearers of a tag.
 *
 * @param audience the provider's id of the tag
 * @param audienceName the tag's name when it was chosen
 */
public record TaggedMenu(String id, String audience, String audienceName, List<MenuItem> items) {

    public TaggedMenu {
        items = List.copyOf(items);
    }
}
