package io.keshu.stats;

import java.util.Set;

/** Which entries of a timeline are messages. */
final class MessageKinds {

    /** What somebody wrote or sent. */
    static final Set<String> MESSAGES = Set.of(
            "text",
            "choice",
            "image",
            "voice",
            "video",
            "file",
            "location",
            "link",
            "card",
            "music",
            "articles",
            "published",
            "mini-program",
            "options",
            "template",
            "unsupported");

    private MessageKinds() {}

    /** @param kind as facts name it; what is not listed, such as {@code subscribed} or {@code closed}, merely happened */
    static boolean isMessage(String kind) {
        return MESSAGES.contains(kind);
    }
}
