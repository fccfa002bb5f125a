package io.keshu.channels.api;

/**
 * One place where a menu is against its limits.
 *
 * @param path such as {@code entries[0].buttons[2].name}; {@code entries} is the bar itself
 * @param limit the limit that is broken, where it is a number; 0 otherwise
 */
public record MenuFault(String path, Code code, int limit) {

    /** What is wrong. */
    public enum Code {
        /** Nothing is in it. */
        EMPTY,
        /** More entries or buttons than there may be. */
        TOO_MANY,
        /** A name, key or address is missing. */
        MISSING,
        /** Longer than {@code limit} bytes of UTF-8. */
        TOO_LONG,
        /** Control characters, or half of a surrogate pair. */
        UNPRINTABLE,
        /** Not an absolute address with an allowed scheme and a host. */
        BAD_URL,
        /** The key is that of another button. */
        KEY_TWICE,
        /** The channel has no such buttons. */
        KIND_NOT_ALLOWED,
        /** The channel has no menus for some customers only. */
        CONDITION_NOT_ALLOWED,
        /** Two menus for the same customers. */
        AUDIENCE_TWICE,
        /** What it leads to is not there any more. */
        GONE
    }
}
