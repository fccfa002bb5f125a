package io.keshu.channels.api;

import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A channel whose provider keeps what customers send, to be fetched afterwards. Declared by the {@code RECEIVE_} capabilities of
 * the kinds that come this way.
 */
public interface MediaSource extends Channel {

    /** How much is taken of each kind, and for how long the provider keeps it. */
    Map<MediaKind, MediaRetention> mediaRetention();

    /**
     * Fetches once. Called outside lock and transaction; it may block for as long as its own time-outs allow, which stay below
     * {@link #LONGEST_FETCH}. Every outcome that can be foreseen is a result.
     *
     * @param reference as the message named it
     * @param receiver is called once if the provider delivers, on the calling thread
     */
    MediaFetch fetchMedia(ChannelAccountId account, String reference, Receiver receiver);

    /** After this a fetch that says nothing counts as lost and is taken up again. */
    Duration LONGEST_FETCH = Duration.ofMinutes(5);

    /**
     * @param maxBytes what is longer is cut off and refused
     * @param keptFor after this the provider has deleted it
     */
    record MediaRetention(long maxBytes, Duration keptFor) {}

    /** Takes the bytes while they come. */
    @FunctionalInterface
    interface Receiver {

        /**
         * @param fileName what the provider calls it, if it says
         * @param body to be read to its end, or not: the channel closes it
         * @throws IOException what reading threw, or that the bytes were not wanted
         */
        void receive(@Nullable String fileName, InputStream body) throws IOException;
    }
}
