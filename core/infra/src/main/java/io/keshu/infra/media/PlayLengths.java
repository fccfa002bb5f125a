package io.keshu.infra.media;

import com.drew.imaging.ImageProcessingException;
import com.drew.imaging.mp4.Mp4MetadataReader;
import com.drew.metadata.mp4.Mp4Directory;
import com.mpatric.mp3agic.BaseException;
import com.mpatric.mp3agic.Mp3File;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** For how long audio and video play. */
final class PlayLengths {

    private static final int AMR_HEADER = 6;
    private static final Duration AMR_FRAME = Duration.ofMillis(20);

    /** Bytes of a narrow-band AMR frame by its mode, the leading byte included (RFC 4867); 0 for modes that don't exist. */
    private static final int[] AMR_SIZES = {13, 14, 16, 18, 20, 21, 27, 32, 6, 0, 0, 0, 0, 0, 0, 1};

    private static final Logger log = LoggerFactory.getLogger(PlayLengths.class);

    private PlayLengths() {}

    /** Null if the form is not known or broken. */
    static @Nullable Duration of(String contentType, Path file) throws IOException {
        try {
            return switch (contentType) {
                case "audio/amr" -> amr(file);
                case "audio/mpeg" -> Duration.ofMillis(new Mp3File(file.toFile()).getLengthInMilliseconds());
                case "video/mp4", "video/quicktime", "audio/mp4" -> mp4(file);
                default -> null;
            };
        } catch (BaseException | ImageProcessingException | RuntimeException e) {
            log.debug("event=play_length_unknown detail=\"{}\"", e.getMessage());
            return null;
        }
    }

    private static @Nullable Duration amr(Path file) throws IOException {
        try (InputStream in = new BufferedInputStream(Files.newInputStream(file))) {
            in.skipNBytes(AMR_HEADER);
            long frames = 0;
            for (int head = in.read(); head >= 0; head = in.read()) {
                int size = AMR_SIZES[(head >> 3) & 0x0f];
                if (size == 0 || in.skip(size - 1L) < size - 1L) {
                    return frames == 0 ? null : AMR_FRAME.multipliedBy(frames);
                }
                frames++;
            }
            return AMR_FRAME.multipliedBy(frames);
        }
    }

    private static @Nullable Duration mp4(Path file) throws IOException, ImageProcessingException {
        Mp4Directory directory =
                Mp4MetadataReader.readMetadata(file.toFile()).getFirstDirectoryOfType(Mp4Directory.class);
        if (directory == null) {
            return null;
        }
        Long length = directory.getLongObject(Mp4Directory.TAG_DURATION);
        Long scale = directory.getLongObject(Mp4Directory.TAG_TIME_SCALE);
        return length == null || scale == null || scale <= 0 ? null : Duration.ofMillis(length * 1000 / scale);
    }
}
