package io.keshu.channels.api;

import java.io.InputStream;
import java.util.Optional;

/** The media that the hub keeps, as channels read them. Never under a lock, never in a transaction. Thread-safe. */
public interface MediaStore {

    /** What is known of the media; empty if they are not there or not stored yet. */
    Optional<StoredMedia> find(MediaId id);

    /**
     * The bytes, read piece by piece. To be closed.
     *
     * @param from the first byte, counted from 0; at most the size
     * @throws MediaUnavailableException if they are gone, or the store can't be reached: then reading throws it too
     */
    InputStream open(StoredMedia media, long from);
}
