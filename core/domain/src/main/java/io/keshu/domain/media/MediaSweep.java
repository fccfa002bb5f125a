package io.keshu.domain.media;

import io.keshu.channels.api.MediaId;
import io.keshu.domain.id.IdGenerator;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Deletes the bytes of media that customers sent, once they were kept for as long as is configured; the message stays and says so. What
 * the company itself uploaded is left, since answers and rules go on showing it. One node does it, every hour. Thread-safe.
 */
public final class MediaSweep {

    /** Nothing is deleted sooner: bytes may be stored a moment before anything shows them. */
    public static final Duration SHORTEST = Duration.ofDays(1);

    private static final Duration EVERY = Duration.ofHours(1);
    private static final int AT_ONCE = 100;
    private static final Logger log = LoggerFactory.getLogger(MediaSweep.class);

    private final MediaItems items;
    private final BlobStore blobs;
    private final IdGenerator ids;
    private final Clock clock;
    private final Duration keptFor;
    private final MediaObserver observer;

    /**
     * @param keptFor how long bytes are kept; zero for ever
     * @throws IllegalArgumentException if that is neither zero nor at least a day
     */
    public MediaSweep(
            MediaItems items, BlobStore blobs, IdGenerator ids, Clock clock, Duration keptFor, MediaObserver observer) {
        if (!keptFor.isZero() && keptFor.compareTo(SHORTEST) < 0) {
            throw new IllegalArgumentException("Media are kept for a day at least, or for ever: " + keptFor);
        }
        this.items = items;
        this.blobs = blobs;
        this.ids = ids;
        this.clock = clock;
        this.keptFor = keptFor;
        this.observer = observer;
    }

    /** Sweeps if that is due and nobody else does. To be called every minute or so. */
    public void sweep() {
        Instant now = clock.instant().truncatedTo(ChronoUnit.MICROS);
        if (keptFor.isZero() || !items.takeSweep(now, now.plus(EVERY))) {
            return;
        }
        Instant before = now.minus(keptFor);
        int cleared = clear(before, now);
        long bytes = delete(before);
        if (cleared > 0 || bytes > 0) {
            log.info("event=media_swept cleared={} bytes={} olderThan={}", cleared, bytes, before);
        }
    }

    private int clear(Instant before, Instant now) {
        int cleared = 0;
        MediaId after = new MediaId(0);
        List<MediaItem> old = items.storedBefore(before, after, AT_ONCE);
        while (!old.isEmpty()) {
            cleared += items.clear(old, now, ids.next());
            after = old.get(old.size() - 1).id();
            old = items.storedBefore(before, after, AT_ONCE);
        }
        return cleared;
    }

    private long delete(Instant before) {
        long bytes = 0;
        List<BlobRef> unused = blobs.unusedSince(before, AT_ONCE);
        List<BlobRef> last = List.of();
        // The same again: the store's clock and this one differ by more than media are kept.
        while (!unused.equals(last)) {
            Set<String> shown = items.inUse(unused);
            for (BlobRef blob : unused) {
                if (shown.contains(blob.sha256())) {
                    blobs.use(blob);
                } else if (blobs.delete(blob, before)) {
                    bytes += blob.size();
                    observer.deleted(blob.size());
                }
            }
            last = unused;
            unused = blobs.unusedSince(before, AT_ONCE);
        }
        return bytes;
    }
}
