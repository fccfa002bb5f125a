package io.keshu.channels.weixin.outbound;

import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import net.coobird.thumbnailator.Thumbnails;

/** Makes JPEGs of pictures that WeChat doesn't take as they are. */
final class Pictures {

    private static final int SMALLEST_SIDE = 16;
    private static final double SMALLER = 0.7;
    private static final double QUALITY = 0.85;

    private Pictures() {}

    /**
     * A JPEG of at most so many bytes, in as many pixels as that allows.
     *
     * @param width of the picture in pixels
     * @param height of the picture in pixels
     * @throws IOException if the picture can't be read, or can't be made that small
     */
    static void toJpeg(Path picture, int width, int height, long maxBytes, Path jpeg) throws IOException {
        double scale = 1;
        while (Math.min(width, height) * scale >= SMALLEST_SIDE || scale == 1) {
            byte[] made = jpeg(picture, scale);
            if (made.length <= maxBytes) {
                Files.write(jpeg, made);
                return;
            }
            // Bytes go with the square of the side; a step towards the limit, and at least a third fewer pixels.
            scale *= Math.min(SMALLER, Math.sqrt((double) maxBytes / made.length));
        }
        throw new IOException("No JPEG of " + maxBytes + " bytes can be made of it");
    }

    private static byte[] jpeg(Path picture, double scale) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try {
            Thumbnails.of(picture.toFile())
                    .scale(scale)
                    .imageType(BufferedImage.TYPE_INT_RGB)
                    .outputFormat("jpg")
                    .outputQuality(QUALITY)
                    .toOutputStream(out);
        } catch (RuntimeException e) {
            throw new IOException("A broken picture", e);
        }
        return out.toByteArray();
    }
}
