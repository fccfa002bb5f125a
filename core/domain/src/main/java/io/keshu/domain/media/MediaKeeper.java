package io.keshu.domain.media;

import io.keshu.channels.api.MediaKind;
import io.keshu.channels.api.Shortened;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.Optional;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** Takes bytes in: cut off at the limit, looked into, and stored under their hash. What is in memory is a buffer. Thread-safe. */
public final class MediaKeeper {

    private static final int LONGEST_NAME = 200;

    private final BlobStore blobs;
    private final MediaInspector inspector;
    private final MediaObserver observer;

    public MediaKeeper(BlobStore blobs, MediaInspector inspector) {
        this(blobs, inspector, MediaObserver.NONE);
    }

    public MediaKeeper(BlobStore blobs, MediaInspector inspector, MediaObserver observer) {
        this.blobs = blobs;
        this.inspector = inspector;
        this.observer = observer;
    }

    /**
     * @param fileName as somebody called it; kept without folders and controls
     * @param wanted asked with the type found in the bytes, beside {@link MediaKinds#fits}
     * @throws IOException what reading the content or the disk threw
     * @throws io.keshu.domain.store.StoreUnavailableException if the store can't be reached
     */
    public KeepResult keep(
            InputStream content, String fileName, MediaKind kind, long maxBytes, Predicate<String> wanted)
            throws IOException {
        try (Spool spool = Spool.of(content, maxBytes)) {
            if (spool.blob().size() == 0) {
                return new KeepResult.Empty();
            }
            String name = tidy(fileName);
            MediaProperties properties = inspector.inspect(spool.file(), name);
            if (!MediaKinds.fits(kind, properties.contentType()) || !wanted.test(properties.contentType())) {
                return new KeepResult.OtherType(properties.contentType());
            }
            BlobRef thumbnail = thumbnail(spool, properties);
            try (InputStream bytes = spool.open()) {
                blobs.put(spool.blob(), bytes);
            }
            observer.stored(kind, spool.blob().size());
            return new KeepResult.Stored(new Kept(spool.blob(), name, properties, thumbnail));
        } catch (Spool.TooLargeException e) {
            return new KeepResult.TooLarge(maxBytes);
        }
    }

    /**
     * Keeps a picture in small only, such as a video's poster.
     *
     * @return empty if it is no picture that can be shown, or too large
     * @throws IOException what reading the content or the disk threw
     * @throws io.keshu.domain.store.StoreUnavailableException if the store can't be reached
     */
    public Optional<BlobRef> keepSmall(InputStream content, long maxBytes) throws IOException {
        try (Spool spool = Spool.of(content, maxBytes)) {
            MediaProperties properties = inspector.inspect(spool.file(), "");
            return MediaKinds.fits(MediaKind.THUMBNAIL, properties.contentType())
                    ? Optional.ofNullable(thumbnail(spool, properties))
                    : Optional.empty();
        } catch (Spool.TooLargeException e) {
            return Optional.empty();
        }
    }

    private @Nullable BlobRef thumbnail(Spool spool, MediaProperties properties) throws IOException {
        Optional<byte[]> small = inspector.thumbnail(spool.file(), properties);
        if (small.isEmpty()) {
            return null;
        }
        try (Spool bytes = Spool.of(new ByteArrayInputStream(small.get()), small.get().length);
                InputStream content = bytes.open()) {
            blobs.put(bytes.blob(), content);
            return bytes.blob();
        }
    }

    /** Marks that turn the direction of text go too: they make {@code gpj.exe} look like {@code exe.jpg}. */
    private static String tidy(String fileName) {
        return Shortened.to(
                LONGEST_NAME,
                fileName.substring(Math.max(fileName.lastIndexOf('/'), fileName.lastIndexOf('\\')) + 1)
                        .replaceAll(
                                "[\\p{Cntrl}\\u0080-\\u009F\\u061C\\u200E\\u200F\\u2028-\\u202E\\u2066-\\u2069]", "")
                        .strip());
    }
}
