package io.keshu.console.browser;

import static org.assertj.core.api.Assertions.assertThat;

import io.keshu.console.HubApplication;
import io.keshu.embedded.EmbeddedMariaDb;
import io.keshu.embedded.EmbeddedServers;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Map;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.web.server.servlet.context.ServletWebServerApplicationContext;

/** A whole hub with its sandbox, and a script of Node's that works with them in a Chromium. */
final class BrowserRun {

    private static final String PASSWORD = "a-password-for-this-run";

    private BrowserRun() {}

    /**
     * Runs a script, and fails if it does. Its words pass through this process, whose output belongs to the build.
     *
     * @param folder where the script's packages are
     * @param data the hub's own folder
     * @param environment what else the script is told
     */
    static void of(Path folder, String script, Path chromium, Path data, Map<String, String> environment)
            throws IOException, InterruptedException {
        assertThat(folder.resolve("node_modules/playwright-core"))
                .as("the packages of %s; its Maven module installs them", folder)
                .isDirectory();
        try (var hub = hub(data)) {
            ProcessBuilder node = new ProcessBuilder(
                            System.getProperty("node.executable", "node"), "--test", "--test-reporter=spec", script)
                    .directory(folder.toFile())
                    .redirectErrorStream(true);
            node.environment()
                    .put("KESHU_HUB", "http://127.0.0.1:" + hub.getWebServer().getPort());
            node.environment().put("KESHU_SANDBOX", hub.getEnvironment().getRequiredProperty("keshu.sandbox.url"));
            node.environment().put("KESHU_ADMIN_PASSWORD", PASSWORD);
            node.environment().put("CHROMIUM", chromium.toString());
            node.environment().putAll(environment);
            assertThat(exitOf(node))
                    .as("what node said is above; pictures are in target/browser of %s", folder)
                    .isZero();
        }
    }

    private static ServletWebServerApplicationContext hub(Path data) {
        EmbeddedMariaDb mariaDb = EmbeddedServers.shared().mariaDb();
        return (ServletWebServerApplicationContext) new SpringApplicationBuilder(HubApplication.class)
                .properties(
                        "server.port=0",
                        "KESHU_ADMIN_PASSWORD=" + PASSWORD,
                        "keshu.data-dir=" + data,
                        "keshu.sandbox.port=0",
                        "keshu.embedded.enabled=false",
                        "spring.datasource.url=" + EmbeddedServers.shared().freshDatabase(),
                        "spring.datasource.username=" + mariaDb.username(),
                        "spring.datasource.password=" + mariaDb.password(),
                        "keshu.redis.address="
                                + EmbeddedServers.shared().redis().address())
                .run();
    }

    private static int exitOf(ProcessBuilder node) throws IOException, InterruptedException {
        Process process = node.start();
        try (BufferedReader lines = process.inputReader(StandardCharsets.UTF_8)) {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                System.out.println(line);
            }
            return process.waitFor();
        } finally {
            process.destroy();
        }
    }
}
