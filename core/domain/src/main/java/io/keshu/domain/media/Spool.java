package io.keshu.domain.media;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.math.BigInteger;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;

/** Bytes on their way, in a temporary file: hashed while they come, and cut off at a limit. Deleted when closed. */
final class Spool implements AutoCloseable {

    private static final int BUFFER = 64 * 1024;

    private final Path file;
    private final BlobRef blob;

    private Spool(Path file, BlobRef blob) {
        this.file = file;
        this.blob = blob;
    }

    /**
     * Reads to the end.
     *
     * @throws TooLargeException as soon as there is one byte more than allowed: the rest is not read
     * @throws IOException what reading or writing threw
     */
    static Spool of(InputStream content, long maxBytes) throws IOException {
        Path file = Files.createTempFile("keshu-media-", ".part");
        boolean done = false;
        try (OutputStream out = Files.newOutputStream(file)) {
            MessageDigest digest = sha256();
            byte[] buffer = new byte[BUFFER];
            long size = 0;
            for (int read = content.read(buffer); read >= 0; read = content.read(buffer)) {
                size += read;
                if (size > maxBytes) {
                    throw new TooLargeException(maxBytes);
                }
                digest.update(buffer, 0, read);
                out.write(buffer, 0, read);
            }
            done = true;
            return new Spool(file, new BlobRef(String.format("%064x", new BigInteger(1, digest.digest())), size));
        } finally {
            if (!done) {
                Files.deleteIfExists(file);
            }
        }
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every Java platform has SHA-256", e);
        }
    }

    Path file() {
        return file;
    }

    BlobRef blob() {
        return blob;
    }

    InputStream open() throws IOException {
        return Files.newInputStream(file);
    }

    @Override
    public void close() throws IOException {
        Files.deleteIfExists(file);
    }

    /** There was more than allowed. */
    static final class TooLargeException extends IOException {
        private static final long serialVersionUID = 1L;

        TooLargeException(long maxBytes) {
            super("More than " + maxBytes + " bytes");
        }
    }
}
