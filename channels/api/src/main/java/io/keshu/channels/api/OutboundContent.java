package io.keshu.channels.api;

/** What the hub sends to a customer. Closed; a channel declares by its capabilities which kinds it carries. */
public sealed interface OutboundContent {

    /** @param text not empty; the channel's limit applies */
    record Text(String text) implements OutboundContent {
        public Text {
            if (text.isEmpty()) {
                throw new IllegalArgumentException("Text must not be empty");
            }
        }
    }
}
