package io.keshu.infra.account;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.util.Base64;

/** The key for secrets where none is configured: made up on the first run and kept with the data, readable by its owner only. */
final class SecretKeyFile {

    private SecretKeyFile() {}

    /**
     * @throws IllegalStateException if the file doesn't hold a key
     * @throws UncheckedIOException if it can be neither read nor made
     */
    static byte[] readOrCreate(Path file) {
        try {
            if (!Files.exists(file)) {
                create(file);
            }
            return Base64.getDecoder().decode(Files.readString(file).strip());
        } catch (IllegalArgumentException e) {
            throw new IllegalStateException(file + " does not hold a key in Base64", e);
        } catch (IOException e) {
            throw new UncheckedIOException("The key for secrets can't be kept in " + file, e);
        }
    }

    private static void create(Path file) throws IOException {
        byte[] key = new byte[SecretCipher.KEY_LENGTH];
        new SecureRandom().nextBytes(key);
        Path folder = file.toAbsolutePath().getParent();
        if (folder != null) {
            Files.createDirectories(folder);
        }
        try {
            Files.createFile(file, ownerOnly());
            Files.writeString(file, Base64.getEncoder().encodeToString(key) + "\n");
        } catch (FileAlreadyExistsException e) {
            throw new IOException("Another hub made it at the same time; start again", e);
        }
    }

    private static FileAttribute<?>[] ownerOnly() {
        boolean posix = FileSystems.getDefault().supportedFileAttributeViews().contains("posix");
        return posix
                ? new FileAttribute<?>[] {
                    PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"))
                }
                : new FileAttribute<?>[0];
    }
}
