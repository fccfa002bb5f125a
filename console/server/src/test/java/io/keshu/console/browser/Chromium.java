package io.keshu.console.browser;

import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;

/** The machine's Chromium. */
final class Chromium {

    private static final List<String> NAMES = List.of("chromium", "chromium-browser", "google-chrome");

    private Chromium() {}

    /** Its path. Where there is none, the test is skipped with a word about it; in continuous integration it fails. */
    static Path orSkip() {
        Optional<Path> found = find();
        if (found.isEmpty()) {
            String words = "No Chromium on the PATH: the browser tests are skipped.";
            if ("true".equals(System.getenv("KESHU_CI"))) {
                throw new AssertionError("No Chromium on the PATH, which the browser tests need.");
            }
            System.out.println(words);
            Assumptions.abort(words);
        }
        return found.orElseThrow();
    }

    private static Optional<Path> find() {
        return Stream.concat(
                        Arrays.stream(System.getenv().getOrDefault("PATH", "").split(File.pathSeparator)),
                        Stream.of("/usr/bin"))
                .filter(folder -> !folder.isBlank())
                .flatMap(folder -> NAMES.stream().map(name -> Path.of(folder, name)))
                .filter(Files::isExecutable)
                .findFirst();
    }
}
