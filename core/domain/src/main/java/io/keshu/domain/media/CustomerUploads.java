package io.keshu.domain.media;

import io.keshu.channels.api.AcceptFailedException;
import io.keshu.channels.api.MediaId;
import io.keshu.channels.api.MediaKind;
import io.keshu.channels.api.MediaUploads;
import io.keshu.channels.api.StoredMedia;
import io.keshu.domain.id.IdGenerator;
import io.keshu.domain.store.StoreUnavailableException;
import java.io.IOException;
import java.io.InputStream;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Uploads of customers: kept as media that end by themselves. Thread-safe. */
public final class CustomerUploads implements MediaUploads {

    private static final int AT_ONCE = 100;
    private static final Logger log = LoggerFactory.getLogger(CustomerUploads.class);

    private final MediaItems items;
    private final BlobStore blobs;
    private final MediaKeeper keeper;
    private final IdGenerator ids;
    private final Clock clock;

    public CustomerUploads(MediaItems items, BlobStore blobs, MediaKeeper keeper, IdGenerator ids, Clock clock) {
        this.items = items;
        this.blobs = blobs;
        this.keeper = keeper;
        this.ids = ids;
        this.clock = clock;
    }

    @Override
    public Result keep(InputStream content, String fileName, long maxBytes, Set<String> contentTypes)
            throws IOException {
        Predicate<String> wanted = type -> contentTypes.isEmpty() || contentTypes.contains(type);
        try {
            KeepResult result = keeper.keep(content, fileName, MediaKind.FILE, maxBytes, wanted);
            if (result instanceof KeepResult.Stored stored) {
                return stored(stored.kept());
            } else if (result instanceof KeepResult.TooLarge) {
                return new Result.TooLarge(maxBytes);
            } else if (result instanceof KeepResult.OtherType other) {
                return new Result.TypeRefused(other.contentType());
            }
            return new Result.Empty();
        } catch (StoreUnavailableException e) {
            throw new AcceptFailedException("The store is away", e);
        }
    }

    private Result stored(Kept kept) {
        MediaId id = new MediaId(ids.next());
        StoredMedia media = kept.as(id);
        MediaKind kind = Stream.of(MediaKind.IMAGE, MediaKind.VOICE, MediaKind.VIDEO)
                .filter(one -> MediaKinds.fits(one, media.contentType()))
                .findFirst()
                .orElse(MediaKind.FILE);
        Instant now = clock.instant().truncatedTo(ChronoUnit.MICROS);
        items.addUntil(MediaItem.uploaded(id, kind, now, "upload", kept), now.plus(KEPT_FOR));
        return new Result.Stored(media, kind);
    }

    /** Deletes what has ended, and the bytes that nothing else shows. Any node may do it, several at a time. */
    public void sweep() {
        Instant now = clock.instant();
        List<MediaItem> ended = items.ended(now, AT_ONCE);
        while (!ended.isEmpty()) {
            int removed = 0;
            for (MediaItem item : ended) {
                if (items.removeEnded(item.id())) {
                    removed++;
                    deleteBytes(item, now);
                }
            }
            log.debug("event=uploads_swept removed={}", removed);
            ended = removed == 0 ? List.of() : items.ended(now, AT_ONCE);
        }
    }

    private void deleteBytes(MediaItem item, Instant now) {
        StoredMedia media = item.stored();
        List<BlobRef> bytes = Stream.of(
                        media == null ? null : new BlobRef(media.sha256(), media.sizeBytes()), item.thumbnail())
                .filter(Objects::nonNull)
                .toList();
        Set<String> shown = items.inUse(bytes);
        for (BlobRef blob : bytes) {
            // Stored again by somebody a moment ago: whoever did so is about to show it.
            if (!shown.contains(blob.sha256()) && !blobs.delete(blob, now.minus(KEPT_FOR.dividedBy(2)))) {
                log.debug("event=upload_bytes_kept");
            }
        }
    }
}
