package io.keshu.channels.testkit;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Assertions;

/**
 * Scripts for Node and the packages that they need: what somebody else wrote for a provider, run against our side of it. The packages are
 * installed from the lock file, and only if that changed.
 */
public final class NodePackage {

    private static final long INSTALL_SECONDS = 300;
    private static final long RUN_SECONDS = 60;

    private final Path folder;

    private NodePackage(Path folder) {
        this.folder = folder;
    }

    /**
     * Makes the package ready.
     *
     * @param folder with package.json and package-lock.json
     * @throws AssertionError if there is no Node, or the packages can't be installed
     */
    public static NodePackage in(Path folder) {
        NodePackage made = new NodePackage(folder.toAbsolutePath());
        made.install();
        return made;
    }

    private void install() {
        try {
            String wanted = digest(folder.resolve("package-lock.json"));
            Path installed = folder.resolve("node_modules/.installed");
            if (Files.exists(installed) && Files.readString(installed).equals(wanted)) {
                return;
            }
            run(List.of("npm", "ci", "--ignore-scripts"), "", INSTALL_SECONDS);
            Files.writeString(installed, wanted);
        } catch (IOException e) {
            throw new UncheckedIOException("Can't use the folder " + folder, e);
        }
    }

    /**
     * Runs a script to its end.
     *
     * @param script of the folder
     * @param input what it reads from its standard input
     * @return what it wrote to its standard output
     * @throws AssertionError if it fails; what it wrote to its standard error is the message
     */
    public String run(String script, String input) {
        return run(List.of("node", script), input, RUN_SECONDS);
    }

    private String run(List<String> command, String input, long seconds) {
        Process process = start(command);
        CompletableFuture<String> output = CompletableFuture.supplyAsync(() -> read(process.getInputStream()));
        CompletableFuture<String> errors = CompletableFuture.supplyAsync(() -> read(process.getErrorStream()));
        try (var stdin = process.getOutputStream()) {
            stdin.write(input.getBytes(StandardCharsets.UTF_8));
        } catch (IOException e) {
            return Assertions.fail(command + " does not read: " + errors.join(), e);
        }
        try {
            if (!process.waitFor(seconds, TimeUnit.SECONDS)) {
                process.destroyForcibly();
                return Assertions.fail(command + " takes longer than " + seconds + " s: " + errors.join());
            }
        } catch (InterruptedException e) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
            return Assertions.fail(command + " was interrupted", e);
        }
        if (process.exitValue() != 0) {
            return Assertions.fail(command + " failed: " + errors.join() + output.join());
        }
        return output.join();
    }

    private Process start(List<String> command) {
        try {
            return new ProcessBuilder(command).directory(folder.toFile()).start();
        } catch (IOException e) {
            return Assertions.fail(
                    "This test needs Node 20.19 or later with npm, and '" + command.get(0) + "' can't be started.", e);
        }
    }

    private static String read(InputStream stream) {
        try (stream) {
            return new String(stream.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String digest(Path file) throws IOException {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(Files.readAllBytes(file)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every JDK has SHA-256", e);
        }
    }
}
