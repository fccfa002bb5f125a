package io.keshu.channels.api;

import java.util.List;
import java.util.Set;

/**
 * What a provider takes as a menu. Bytes are those of UTF-8.
 *
 * @param topEntries entries of the bar, at most
 * @param subEntries buttons of one entry, at most
 * @param topNameBytes of the name of an entry of the bar
 * @param subNameBytes of the name of a button below an entry
 * @param keyBytes of a key
 * @param urlBytes of an address
 * @param urlSchemes which addresses may begin with, in lower case
 * @param kinds what buttons may do
 * @param conditional how many menus may be for some customers only; 0 if there are none
 */
public record MenuLimits(
        int topEntries,
        int subEntries,
        int topNameBytes,
        int subNameBytes,
        int keyBytes,
        int urlBytes,
        Set<String> urlSchemes,
        Set<MenuAction.Kind> kinds,
        int conditional) {

    public MenuLimits {
        urlSchemes = Set.copyOf(urlSchemes);
        kinds = Set.copyOf(kinds);
    }

    /** Where the menus are against these limits, in the order of the menus; empty if they may be published. */
    public List<MenuFault> check(MenuTree tree, List<ConditionalMenu> others) {
        return new MenuCheck(this).check(tree, others);
    }
}
