package io.keshu.channels.api;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What was said with one customer, through all her conversations on one account, for channels that show it to her. The channel has
 * verified who she is. Thread-safe; every method throws {@link AcceptFailedException} if the store can't be asked.
 *
 * <p>An identity has one open conversation at a time and each numbers its entries without gaps, so a place among all entries is a
 * conversation and a number in it: nothing can appear later before a cursor that was given out.
 */
public interface CustomerTimeline {

    /** Most entries of one page. */
    int MAX_PAGE = 200;

    /**
     * What follows a cursor.
     *
     * @param cursor as a page said; null for the newest entries
     * @param limit 1 to {@value #MAX_PAGE}
     * @throws IllegalArgumentException if the cursor is none that this port gave
     */
    Page after(ChannelAddress customer, @Nullable String cursor, int limit);

    /** The entries right before a cursor, in ascending order like all pages; otherwise as {@link #after}. */
    Page before(ChannelAddress customer, String cursor, int limit);

    /** One entry by its key. */
    Optional<Entry> find(ChannelAddress customer, String key);

    /**
     * One page, oldest first.
     *
     * @param changed entries before the page that what happened in it has changed
     * @param cursor where to go on; null if there is nothing yet
     * @param more whether entries follow
     * @param older whether there may be entries before
     * @param agentsRead the last place that an agent has seen; null if none has
     */
    record Page(
            List<Entry> entries,
            List<Entry> changed,
            @Nullable String cursor,
            boolean more,
            boolean older,
            @Nullable String agentsRead) {
        public Page {
            entries = List.copyOf(entries);
            changed = List.copyOf(changed);
        }
    }

    /** Who wrote an entry. */
    enum Writer {
        CUSTOMER,
        AGENT,
        BOT,
        SYSTEM
    }

    /**
     * One entry.
     *
     * @param cursor its place
     * @param key its own id, unique to the customer
     * @param name the agent's, if one wrote it
     * @param id as the channel handed it in, if it did
     * @param media what it shows, if that is stored
     * @param read whether the other side has seen it
     */
    record Entry(
            String cursor,
            String key,
            Writer writer,
            @Nullable String name,
            Instant at,
            @Nullable ExternalMessageId id,
            Content content,
            @Nullable StoredMedia media,
            boolean read) {}

    /** What an entry says. */
    sealed interface Content {

        record Received(InboundContent content) implements Content {}

        record Sent(OutboundContent content) implements Content {}

        /** It was taken back, and what it said is told to nobody. */
        record Recalled() implements Content {}

        record Closed() implements Content {}

        /** @param group the name of the agents' group that has it from here */
        record Grouped(String group) implements Content {}
    }
}
