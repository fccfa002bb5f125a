package io.keshu.console.browser;

import static org.assertj.core.api.Assertions.assertThat;

import io.keshu.console.HubApplication;
import io.keshu.embedded.EmbeddedMariaDb;
import io.keshu.embedded.EmbeddedServers;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.web.server.servlet.context.ServletWebServerApplicationContext;
import org.springframework.context.ConfigurableApplicationContext;

/**
 * The console in a Chromium, on the whole hub with its real database and Redis, while the sandbox plays WeChat. What happens there is
 * told in console/web/browser.
 */
class ConsoleInBrowserTest {

    private static final Path WEB = Path.of("../web");
    private static final String PASSWORD = "a-password-for-this-run";

    @TempDir
    private static Path data;

    private static Path chromium;

    @BeforeAll
    static void findChromium() {
        chromium = Chromium.orSkip();
    }

    @Test
    @Timeout(value = 15, unit = TimeUnit.MINUTES, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
    void anAgentWorksInTheBrowser() throws Exception {
        assertThat(WEB.resolve("node_modules/playwright-core"))
                .as("console/web's packages; its Maven module installs them")
                .isDirectory();
        try (var hub = (ServletWebServerApplicationContext) hub()) {
            String address = "http://127.0.0.1:" + hub.getWebServer().getPort();
            assertThat(run(address, hub.getEnvironment().getRequiredProperty("keshu.sandbox.url")))
                    .as("what node said is above; pictures of what failed are in console/web/target/browser")
                    .isZero();
        }
    }

    private static ConfigurableApplicationContext hub() {
        EmbeddedMariaDb mariaDb = EmbeddedServers.shared().mariaDb();
        return new SpringApplicationBuilder(HubApplication.class)
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

    /** The script's exit code. Its words pass through this process, whose output belongs to the build. */
    private static int run(String hub, String sandbox) throws IOException, InterruptedException {
        ProcessBuilder node = new ProcessBuilder(
                        System.getProperty("node.executable", "node"),
                        "--test",
                        "--test-reporter=spec",
                        "browser/console.test.mjs")
                .directory(WEB.toFile())
                .redirectErrorStream(true);
        node.environment().put("KESHU_HUB", hub);
        node.environment().put("KESHU_SANDBOX", sandbox);
        node.environment().put("KESHU_ADMIN_PASSWORD", PASSWORD);
        node.environment().put("CHROMIUM", chromium.toString());
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
