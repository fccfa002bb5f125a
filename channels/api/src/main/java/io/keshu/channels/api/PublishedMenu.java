package io.keshu.channels.api;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What an account shows its customers.
 *
 * @param tree the default menu; null if there is none
 * @param conditional in the order in which the provider tries them
 * @param unreadable names of buttons that the SPI can't express; they are left out of the trees
 */
public record PublishedMenu(@Nullable MenuTree tree, List<ConditionalMenu> conditional, List<String> unreadable) {

    /** No menu at all. */
    public static final PublishedMenu NONE = new PublishedMenu(null, List.of(), List.of());

    public PublishedMenu {
        conditional = List.copyOf(conditional);
        unreadable = List.copyOf(unreadable);
    }
}
