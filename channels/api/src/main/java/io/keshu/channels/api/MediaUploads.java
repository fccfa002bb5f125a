package io.keshu.channels.api;

import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.util.Set;

/**
 * Keeps files that customers hand in before the message that shows them. Whoever sends that message names the media's id as its
 * reference and gives the bytes out again as a {@link MediaSource}. Thread-safe.
 */
public interface MediaUploads {

    /** After this an upload is deleted; what a message showed by then the hub keeps with the message. */
    Duration KEPT_FOR = Duration.ofHours(1);

    /**
     * Reads to the end or to the limit, and looks into the bytes for what they are.
     *
     * @param fileName as somebody called it; never trusted
     * @param contentTypes what is taken, in lower case; empty for any
     * @throws IOException what reading the content threw
     * @throws AcceptFailedException if the store can't be reached
     */
    Result keep(InputStream content, String fileName, long maxBytes, Set<String> contentTypes) throws IOException;

    /** How an upload ended. */
    sealed interface Result {

        /** @param kind what it is to be shown as */
        record Stored(StoredMedia media, MediaKind kind) implements Result {}

        record Empty() implements Result {}

        record TooLarge(long maxBytes) implements Result {}

        /** @param contentType what it is */
        record TypeRefused(String contentType) implements Result {}
    }
}
