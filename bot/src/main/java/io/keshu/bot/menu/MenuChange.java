package io.keshu.bot.menu;

/**
 * One difference between two menus.
 *
 * @param name the item's, as it is afterwards; as it was if it went
 * @param was the name before, if that is what changed; empty otherwise
 * @param audience the tag's name or id, of a menu for some; empty for the default menu
 */
public record MenuChange(Kind kind, String item, String name, String was, String audience) {

    /** What became of the item. */
    public enum Kind {
        ADDED,
        REMOVED,
        RENAMED,
        /** It does something else now. */
        CHANGED,
        MOVED,
        /** The line above the numbers changed. */
        INTRO,
        /** A menu for some customers came. */
        MENU_ADDED,
        /** A menu for some customers went. */
        MENU_REMOVED,
        /** It is for others now, or tried at another place. */
        MENU_CHANGED
    }
}
