package io.keshu.domain.media;

import io.keshu.channels.api.MediaId;
import io.keshu.channels.api.MediaKind;
import io.keshu.channels.api.MediaStore;
import io.keshu.channels.api.MediaUnavailableException;
import io.keshu.channels.api.StoredMedia;
import io.keshu.domain.id.IdGenerator;
import io.keshu.domain.store.StoreUnavailableException;
import java.io.IOException;
import java.io.InputStream;
import java.time.Clock;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import java.util.function.Predicate;

/** All media of the hub, for channels, consoles and whoever sends. Thread-safe. */
public final class MediaLibrary implements MediaStore {

    /**
     * A picture of a hundred megapixels is larger than any camera's, and opening it takes 400 MB. Nobody is sent one by us; what customers
     * send is kept as it is, and not opened.
     */
    private static final long MOST_PIXELS = 100_000_000;

    private final MediaItems items;
    private final BlobStore blobs;
    private final MediaKeeper keeper;
    private final IdGenerator ids;
    private final Clock clock;

    public MediaLibrary(MediaItems items, BlobStore blobs, MediaKeeper keeper, IdGenerator ids, Clock clock) {
        this.items = items;
        this.blobs = blobs;
        this.keeper = keeper;
        this.ids = ids;
        this.clock = clock;
    }

    /** What came of an upload. */
    public sealed interface Upload {

        record Done(MediaItem item) implements Upload {}

        /** @param why never {@link KeepResult.Stored} */
        record Refused(KeepResult why) implements Upload {}
    }

    /**
     * Takes media in that somebody wants to send. Durable when it returns.
     *
     * @param wanted which content types are taken
     * @throws IOException what reading the content threw
     * @throws io.keshu.domain.store.StoreUnavailableException if the store can't be reached
     */
    public Upload upload(
            InputStream content,
            String fileName,
            MediaKind kind,
            long maxBytes,
            Predicate<String> wanted,
            String traceId)
            throws IOException {
        KeepResult result = keeper.keep(content, fileName, kind, maxBytes, wanted);
        if (!(result instanceof KeepResult.Stored stored)) {
            return new Upload.Refused(result);
        }
        MediaProperties properties = stored.kept().properties();
        boolean picture = kind == MediaKind.IMAGE || kind == MediaKind.THUMBNAIL;
        if (picture && (long) properties.width() * properties.height() > MOST_PIXELS) {
            return new Upload.Refused(new KeepResult.TooManyPixels(properties.width(), properties.height()));
        }
        MediaItem item = MediaItem.uploaded(
                new MediaId(ids.next()), kind, clock.instant().truncatedTo(ChronoUnit.MICROS), traceId, stored.kept());
        items.add(item);
        return new Upload.Done(item);
    }

    /** What is known, whatever its state. */
    public Optional<MediaItem> item(MediaId id) {
        return items.find(id);
    }

    /**
     * Has media of a customer's message fetched once more that were lost.
     *
     * @return false if they are not lost
     */
    public boolean retry(MediaId id) {
        return items.retry(id, clock.instant());
    }

    @Override
    public Optional<StoredMedia> find(MediaId id) {
        try {
            return items.find(id).map(MediaItem::stored);
        } catch (StoreUnavailableException e) {
            throw new MediaUnavailableException("The store is away", e);
        }
    }

    @Override
    public InputStream open(StoredMedia media, long from) {
        return open(new BlobRef(media.sha256(), media.sizeBytes()), from);
    }

    /** As {@link #open(StoredMedia, long)}, for thumbnails. */
    public InputStream open(BlobRef blob, long from) {
        return blobs.open(blob, from);
    }
}
