package io.keshu.embedded;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/** A process of its own that owns a server: tells when it runs, and leaves it when its input ends. */
final class Owner {

    private Owner() {}

    public static void main(String[] arguments) throws IOException {
        Path folder = Path.of(arguments[1]);
        if (arguments[0].equals("redis")) {
            try (EmbeddedRedis server = EmbeddedRedis.start(folder, 0)) {
                stay(server.pid());
            }
        } else {
            try (EmbeddedMariaDb server = EmbeddedMariaDb.start(folder, 0, List.of())) {
                stay(server.pid());
            }
        }
    }

    private static void stay(long pid) throws IOException {
        System.out.println("server " + pid);
        while (System.in.read() >= 0) {
            // Until nobody holds the other end any more.
        }
    }

    static Process start(String server, Path folder) throws IOException {
        return new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-XX:TieredStopAtLevel=1",
                        "-cp",
                        System.getProperty("java.class.path"),
                        Owner.class.getName(),
                        server,
                        folder.toString())
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
    }

    /** The process of the server, once it runs. */
    static long serverOf(Process owner) {
        return owner.inputReader()
                .lines()
                .filter(line -> line.startsWith("server "))
                .map(line -> Long.parseLong(line.substring("server ".length())))
                .findFirst()
                .orElseThrow();
    }
}
