package io.keshu.console.browser;

import static org.assertj.core.api.Assertions.assertThat;

import com.icegreen.greenmail.util.GreenMail;
import com.icegreen.greenmail.util.GreenMailUtil;
import com.icegreen.greenmail.util.ServerSetup;
import java.nio.file.Path;
import java.util.Map;
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

    private static final String MAILBOX = "service@shop.example";
    private static final String MAIL_PASSWORD = "a-password-for-this-run";

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
        GreenMail mail = new GreenMail(new ServerSetup[] {
            new ServerSetup(0, "127.0.0.1", ServerSetup.PROTOCOL_SMTP),
            new ServerSetup(0, "127.0.0.1", ServerSetup.PROTOCOL_IMAP)
        });
        mail.start();
        mail.setUser(MAILBOX, MAILBOX, MAIL_PASSWORD);
        try {
            BrowserRun.of(
                    Path.of("../web"),
                    "browser/console.test.mjs",
                    chromium,
                    data,
                    Map.of(
                            "KESHU_MAIL",
                            "{\"address\":\"%s\",\"password\":\"%s\",\"imap\":\"%d\",\"smtp\":\"%d\"}"
                                    .formatted(
                                            MAILBOX,
                                            MAIL_PASSWORD,
                                            mail.getImap().getPort(),
                                            mail.getSmtp().getPort())));
            assertThat(mail.getReceivedMessagesForDomain("example.com"))
                    .as("what the agent wrote by mail")
                    .singleElement()
                    .satisfies(
                            letter -> assertThat(GreenMailUtil.getBody(letter)).isNotEmpty());
        } finally {
            mail.stop();
        }
    }
}
