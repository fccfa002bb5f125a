package io.keshu.benchmarks;

import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.jar.JarFile;
import java.util.zip.ZipEntry;

/**
 * The hub as it was built: the product's jar where Maven has packed it, else the class path of this process, on which then its classes
 * are.
 */
final class HubProgram {

    private static final String MAIN = "io.keshu.console.HubApplication";
    private static final String SETTINGS = "application.properties";
    private static final String INSIDE = "BOOT-INF/classes/" + SETTINGS;

    private final Optional<Path> jar;

    HubProgram() {
        this.jar = Arrays.stream(System.getProperty("java.class.path").split(File.pathSeparator))
                .map(Path::of)
                .filter(path -> path.getFileName() != null
                        && path.getFileName().toString().matches("keshu-console-server-.*\\.jar"))
                .filter(HubProgram::isProduct)
                .findFirst();
    }

    private static boolean isProduct(Path path) {
        try (JarFile file = new JarFile(path.toFile())) {
            return file.getEntry(INSIDE) != null;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** How it is run; its own arguments follow. */
    List<String> arguments() {
        return jar.map(path -> List.of("-jar", path.toString()))
                .orElseGet(() -> List.of("-cp", System.getProperty("java.class.path"), MAIN));
    }

    /** Its own settings, among which are those of its Tomcat. */
    byte[] settings() {
        try {
            if (jar.isEmpty()) {
                return fromClassPath();
            }
            try (JarFile file = new JarFile(jar.get().toFile())) {
                ZipEntry entry = file.getEntry(INSIDE);
                return file.getInputStream(entry).readAllBytes();
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static byte[] fromClassPath() throws IOException {
        try (InputStream in = HubProgram.class.getClassLoader().getResourceAsStream(SETTINGS)) {
            if (in == null) {
                throw new IOException("The hub is not on the class path");
            }
            return in.readAllBytes();
        }
    }

    @Override
    public String toString() {
        return jar.map(path -> String.valueOf(path.getFileName())).orElse("classes");
    }

    static void write(Path file, byte[] content) {
        try {
            Files.write(file, content);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
