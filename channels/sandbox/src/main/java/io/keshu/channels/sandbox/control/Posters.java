package io.keshu.channels.sandbox.control;

import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.Polygon;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import javax.imageio.ImageIO;

/** The picture that stands for a video, where whoever sends it has none: WeChat takes a frame, here it is drawn. */
final class Posters {

    private static final int WIDTH = 320;
    private static final int HEIGHT = 180;

    private Posters() {}

    /** A small JPEG. */
    static byte[] drawn() {
        BufferedImage picture = new BufferedImage(WIDTH, HEIGHT, BufferedImage.TYPE_INT_RGB);
        Graphics2D pen = picture.createGraphics();
        pen.setColor(new Color(0x2b3a42));
        pen.fillRect(0, 0, WIDTH, HEIGHT);
        pen.setColor(new Color(0xe6edf0));
        pen.fill(new Polygon(new int[] {140, 140, 190}, new int[] {60, 120, 90}, 3));
        pen.dispose();
        try (ByteArrayOutputStream bytes = new ByteArrayOutputStream()) {
            ImageIO.write(picture, "jpg", bytes);
            return bytes.toByteArray();
        } catch (IOException e) {
            throw new UncheckedIOException("A picture can't be drawn", e);
        }
    }
}
