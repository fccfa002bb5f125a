package io.keshu.console.conversations;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** @param next where the next page begins; null at the end */
record ConversationPage(
        List<ConversationSummary> items, @Nullable String next, ConversationCounts counts) {

    record ConversationCounts(int queue, int open, int closed) {}
}
