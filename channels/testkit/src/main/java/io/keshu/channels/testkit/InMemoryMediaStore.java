package io.keshu.channels.testkit;

import io.keshu.channels.api.MediaId;
import io.keshu.channels.api.MediaStore;
import io.keshu.channels.api.MediaUnavailableException;
import io.keshu.channels.api.StoredMedia;
import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.math.BigInteger;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/** Media kept in memory for a channel to read. Thread-safe. */
public final class InMemoryMediaStore implements MediaStore {

    private final Map<MediaId, StoredMedia> media = new ConcurrentHashMap<>();
    private final Map<MediaId, byte[]> bytes = new ConcurrentHashMap<>();
    private final AtomicLong ids = new AtomicLong(100);

    /** Stores these bytes under a new id. */
    public MediaId put(String contentType, String fileName, byte[] content) {
        return put(contentType, fileName, content, null);
    }

    /** Stores something that plays for so long. */
    public MediaId put(String contentType, String fileName, byte[] content, @Nullable Duration duration) {
        MediaId id = new MediaId(ids.incrementAndGet());
        bytes.put(id, content.clone());
        media.put(id, new StoredMedia(id, contentType, content.length, sha256(content), fileName, 0, 0, duration));
        return id;
    }

    /** Loses the bytes and keeps what is known of them. */
    public void lose(MediaId id) {
        bytes.remove(id);
    }

    @Override
    public Optional<StoredMedia> find(MediaId id) {
        return Optional.ofNullable(media.get(id));
    }

    @Override
    public InputStream open(StoredMedia stored, long from) {
        byte[] content = bytes.get(stored.id());
        if (content == null) {
            throw new MediaUnavailableException("Media " + stored.id() + " are gone", true);
        }
        return new ByteArrayInputStream(content, (int) from, content.length - (int) from);
    }

    private static String sha256(byte[] content) {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(content);
            return String.format("%064x", new BigInteger(1, digest));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
