package io.keshu.domain.media;

import io.keshu.domain.store.StoreUnavailableException;
import java.io.IOException;
import java.io.InputStream;
import java.time.Instant;
import java.util.List;

/** Bytes under the hash of their content, each once. A port. */
public interface BlobStore {

    /**
     * Stores bytes that are not there yet, and marks them as used now; durable when it returns. Two callers with the same content don't disturb each other, and what a
     * crash left half written is completed.
     *
     * @param content exactly the bytes that the reference describes
     * @throws IOException what reading the content threw
     * @throws StoreUnavailableException if the store can't be reached
     */
    void put(BlobRef blob, InputStream content) throws IOException;

    boolean contains(BlobRef blob);

    /**
     * Reads from a position on, piece by piece; memory holds one piece. Skipping costs nothing.
     *
     * @param from at most the size
     * @throws io.keshu.channels.api.MediaUnavailableException if the bytes are not there; reading throws it too if the store goes away
     */
    InputStream open(BlobRef blob, long from);

    /** Bytes that were last marked as used before a time, the longest unused first. */
    List<BlobRef> unusedSince(Instant time, int limit);

    /** Marks bytes as used now. */
    void use(BlobRef blob);

    /**
     * Deletes bytes, unless somebody has marked them as used since.
     *
     * @param unusedSince as they were found by {@link #unusedSince}
     * @return whether they were deleted
     */
    boolean delete(BlobRef blob, Instant unusedSince);
}
