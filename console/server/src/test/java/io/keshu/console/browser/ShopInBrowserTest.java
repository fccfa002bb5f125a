package io.keshu.console.browser;

import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * A visitor of the sandbox's shop with the widget, and an agent in the console, each in a Chromium, on the whole hub. What happens there
 * is told in channels/web/widget/browser.
 */
class ShopInBrowserTest {

    @TempDir
    private static Path data;

    private static Path chromium;

    @BeforeAll
    static void findChromium() {
        chromium = Chromium.orSkip();
    }

    @Test
    @Timeout(value = 15, unit = TimeUnit.MINUTES, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
    void aVisitorOfTheShopIsAnswered() throws Exception {
        BrowserRun.of(Path.of("../../channels/web/widget"), "browser/shop.test.mjs", chromium, data, Map.of());
    }
}
