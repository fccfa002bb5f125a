package io.keshu.console.browser;

import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * The console in a Chromium, on the whole hub with its real database and Redis, while the sandbox plays WeChat. What happens there is
 * told in console/web/browser.
 */
class ConsoleInBrowserTest {

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
        BrowserRun.of(Path.of("../web"), "browser/console.test.mjs", chromium, data);
    }
}
