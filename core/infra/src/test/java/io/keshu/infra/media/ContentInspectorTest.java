package io.keshu.infra.media;

import static org.assertj.core.api.Assertions.assertThat;

import io.keshu.domain.media.MediaProperties;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.Base64;
import java.util.Optional;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ContentInspectorTest {

    private final ContentInspector inspector = new ContentInspector();

    @TempDir
    private Path folder;

    private Path file(byte[] content) throws IOException {
        return Files.write(folder.resolve("upload"), content);
    }

    private static byte[] picture(String format, int width, int height) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        assertThat(ImageIO.write(new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB), format, bytes))
                .isTrue();
        return bytes.toByteArray();
    }

    @ParameterizedTest
    @ValueSource(strings = {"png", "jpeg", "gif", "bmp"})
    void pictures_are_known_by_their_bytes_and_get_a_small_one(String format) throws IOException {
        Path file = file(picture(format, 1200, 300));

        MediaProperties properties = inspector.inspect(file, "lies.txt");

        assertThat(properties).isEqualTo(new MediaProperties("image/" + format, 1200, 300, null));
        Optional<byte[]> small = inspector.thumbnail(file, properties);
        BufferedImage thumbnail = ImageIO.read(new ByteArrayInputStream(small.orElseThrow()));
        assertThat(thumbnail.getWidth()).isEqualTo(400);
        assertThat(thumbnail.getHeight()).isEqualTo(100);
    }

    @Test
    void webp_is_read_too() throws IOException {
        byte[] webp = Base64.getDecoder().decode("UklGRiIAAABXRUJQVlA4IBYAAAAwAQCdASoBAAEADsD+JaQAA3AAAAAA");
        assertThat(inspector.inspect(file(webp), "").contentType()).isEqualTo("image/webp");
    }

    @Test
    void a_page_that_calls_itself_a_picture_is_a_page() throws IOException {
        byte[] page = "<!DOCTYPE html><html><script>alert(1)</script></html>".getBytes(StandardCharsets.UTF_8);
        assertThat(inspector.inspect(file(page), "photo.png").contentType()).isEqualTo("text/html");
    }

    @Test
    void a_picture_that_stands_for_more_pixels_than_fit_is_not_opened() throws IOException {
        byte[] bomb = picture("png", 10, 10);
        // The header claims 60000 by 60000.
        for (int at : new int[] {16, 20}) {
            bomb[at + 2] = (byte) 0xEA;
            bomb[at + 3] = 0x60;
        }
        Path file = file(bomb);
        MediaProperties properties = inspector.inspect(file, "");
        assertThat(properties.width()).isEqualTo(60_000);
        assertThat(inspector.thumbnail(file, properties)).isEmpty();
    }

    @Test
    void a_picture_that_breaks_off_has_no_small_one() throws IOException {
        byte[] whole = picture("png", 500, 500);
        Path file = file(Arrays.copyOf(whole, whole.length / 2));
        assertThat(inspector.thumbnail(file, inspector.inspect(file, ""))).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({"isom,video/mp4", "iso5,video/mp4", "avc1,video/mp4", "mp42,video/mp4", "'qt  ',video/quicktime"})
    void a_film_is_of_the_type_of_its_brand(String brand, String type) throws IOException {
        byte[] head =
                ("\0\0\0\u0018ftyp" + brand + "\0\0\2\0isomiso2\0\0\0\bfree").getBytes(StandardCharsets.ISO_8859_1);
        assertThat(inspector.inspect(file(head), "").contentType()).isEqualTo(type);
    }

    @Test
    void amr_is_as_long_as_its_frames() throws IOException {
        ByteArrayOutputStream amr = new ByteArrayOutputStream();
        amr.writeBytes("#!AMR\n".getBytes(StandardCharsets.US_ASCII));
        for (int frame = 0; frame < 150; frame++) {
            byte[] bytes = new byte[32];
            bytes[0] = 0x3c;
            amr.writeBytes(bytes);
        }
        assertThat(inspector.inspect(file(amr.toByteArray()), ""))
                .isEqualTo(new MediaProperties("audio/amr", 0, 0, Duration.ofSeconds(3)));
    }

    @Test
    void mp3_is_as_long_as_its_frames() throws IOException {
        ByteArrayOutputStream mp3 = new ByteArrayOutputStream();
        for (int frame = 0; frame < 100; frame++) {
            // MPEG 1 layer III, 128 kbit/s, 44.1 kHz: 417 bytes for 1152 samples.
            byte[] bytes = new byte[417];
            bytes[0] = (byte) 0xff;
            bytes[1] = (byte) 0xfb;
            bytes[2] = (byte) 0x90;
            mp3.writeBytes(bytes);
        }
        MediaProperties properties = inspector.inspect(file(mp3.toByteArray()), "");
        assertThat(properties.contentType()).isEqualTo("audio/mpeg");
        assertThat(properties.duration()).isBetween(Duration.ofMillis(2500), Duration.ofMillis(2700));
    }

    @Test
    void what_is_broken_has_no_length_and_does_no_harm() throws IOException {
        byte[] broken = "#!AMR\nOO".getBytes(StandardCharsets.ISO_8859_1);
        assertThat(inspector.inspect(file(broken), "").duration()).isNull();
        byte[] unknown = {1, 2, 3};
        assertThat(inspector.inspect(file(unknown), "a.exe").contentType()).isEqualTo("application/octet-stream");
    }
}
