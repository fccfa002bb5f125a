package io.keshu.infra.media;

import io.keshu.domain.media.MediaInspector;
import io.keshu.domain.media.MediaProperties;
import java.awt.Dimension;
import java.awt.image.BufferedImage;
import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import javax.imageio.ImageIO;
import net.coobird.thumbnailator.Thumbnails;
import org.apache.tika.Tika;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Types by Tika, thumbnails by Thumbnailator, lengths by {@link PlayLengths}. Thread-safe. */
public final class ContentInspector implements MediaInspector {

    private static final int THUMBNAIL = 400;

    /** How many bytes tell a film's brand. */
    private static final int BRANDED = 12;

    /** What may be opened: a few megabytes of picture can stand for gigabytes of pixels. */
    private static final long MOST_PIXELS = 50_000_000;

    /** Names of the same thing, brought to the one that browsers and providers use. */
    private static final Map<String, String> SAME = Map.of(
            "audio/amr-nb", "audio/amr",
            "image/x-ms-bmp", "image/bmp",
            "audio/x-wav", "audio/wav",
            "audio/vnd.wave", "audio/wav",
            "application/mp4", "video/mp4",
            "audio/x-m4a", "audio/mp4",
            "video/x-m4v", "video/mp4");

    private static final Logger log = LoggerFactory.getLogger(ContentInspector.class);

    static {
        // Pictures are read from files that are there already; a second copy in a cache helps nobody.
        ImageIO.setUseCache(false);
    }

    private final Tika tika = new Tika();

    @Override
    public MediaProperties inspect(Path file, String fileName) throws IOException {
        String type = type(file);
        if (type.startsWith("image/")) {
            Dimension size = dimension(file);
            return new MediaProperties(type, size.width, size.height, null);
        }
        @Nullable
        Duration length = type.startsWith("audio/") || type.startsWith("video/") ? PlayLengths.of(type, file) : null;
        return new MediaProperties(type, 0, 0, length);
    }

    /** By the bytes alone: with a name beside them, plain text would pass for whatever it is called. */
    private String type(Path file) throws IOException {
        try (var bytes = new BufferedInputStream(Files.newInputStream(file))) {
            bytes.mark(BRANDED);
            String brand = brand(bytes.readNBytes(BRANDED));
            bytes.reset();
            String found = tika.detect(bytes).toLowerCase(Locale.ROOT);
            int parameters = found.indexOf(';');
            String type =
                    parameters < 0 ? found : found.substring(0, parameters).strip();
            if (type.equals("video/quicktime") && !brand.isEmpty() && !brand.equals("qt  ")) {
                return "video/mp4";
            }
            return SAME.getOrDefault(type, type);
        }
    }

    /**
     * The brand that a file of the ISO base media format begins with (ISO/IEC 14496-12, 4.3), empty for any other file. Tika knows
     * {@code mp41} and {@code mp42} alone and calls the rest QuickTime, among them {@code isom}, which most programs write.
     */
    private static String brand(byte[] head) {
        String words = new String(head, StandardCharsets.ISO_8859_1);
        return words.length() == BRANDED && words.startsWith("ftyp", 4) ? words.substring(8) : "";
    }

    private static Dimension dimension(Path file) throws IOException {
        try (var input = ImageIO.createImageInputStream(file.toFile())) {
            var readers = input == null ? null : ImageIO.getImageReaders(input);
            if (readers == null || !readers.hasNext()) {
                return new Dimension();
            }
            var reader = readers.next();
            try {
                reader.setInput(input, true, true);
                return new Dimension(reader.getWidth(0), reader.getHeight(0));
            } finally {
                reader.dispose();
            }
        } catch (IOException | RuntimeException e) {
            log.debug("event=picture_unreadable detail=\"{}\"", e.getMessage());
            return new Dimension();
        }
    }

    @Override
    public Optional<byte[]> thumbnail(Path file, MediaProperties properties) throws IOException {
        long pixels = (long) properties.width() * properties.height();
        if (!properties.contentType().startsWith("image/") || pixels == 0 || pixels > MOST_PIXELS) {
            return Optional.empty();
        }
        ByteArrayOutputStream small = new ByteArrayOutputStream();
        try {
            Thumbnails.of(file.toFile())
                    .size(Math.min(THUMBNAIL, properties.width()), Math.min(THUMBNAIL, properties.height()))
                    .imageType(BufferedImage.TYPE_INT_RGB)
                    .outputFormat("jpg")
                    .outputQuality(0.8)
                    .toOutputStream(small);
            return Optional.of(small.toByteArray());
        } catch (IOException | RuntimeException e) {
            // Broken pictures come from outside every day; they are shown by their name and size.
            log.debug("event=picture_without_thumbnail detail=\"{}\"", e.getMessage());
            return Optional.empty();
        }
    }
}
