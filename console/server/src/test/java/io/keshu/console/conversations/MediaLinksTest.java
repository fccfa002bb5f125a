package io.keshu.console.conversations;

import static org.assertj.core.api.Assertions.assertThat;

import io.keshu.channels.api.MediaId;
import io.keshu.channels.api.MediaKind;
import io.keshu.console.Browser;
import io.keshu.console.ConsoleTest;
import io.keshu.domain.conversion.SignedMediaLinks;
import io.keshu.domain.media.MediaLibrary;
import io.keshu.domain.media.PlainInspector;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;

/** What customers see under the links that are sent to them. */
class MediaLinksTest extends ConsoleTest {

    @Autowired
    private SignedMediaLinks links;

    @Autowired
    private MediaLibrary library;

    private MediaId stored(String name, String type, String content) throws IOException {
        MediaLibrary.Upload done = library.upload(
                new ByteArrayInputStream(PlainInspector.bytes(type, content)),
                name,
                MediaKind.FILE,
                10_000,
                any -> true,
                "trace");
        return ((MediaLibrary.Upload.Done) done).item().id();
    }

    private String path(MediaId media) {
        return URI.create(links.to(media)).getPath();
    }

    @Test
    void whoeverHasTheLinkSeesThePictureWithoutSigningIn() throws IOException {
        MediaId picture = stored("照片.png", "image/png", "x".repeat(100));

        Browser.Answer shown = stranger().get(path(picture));

        assertThat(shown.status()).isEqualTo(200);
        assertThat(shown.header("Content-Type")).isEqualTo("image/png");
        assertThat(shown.header("Content-Disposition")).startsWith("inline").contains("filename*=UTF-8''");
        assertThat(shown.header("X-Content-Type-Options")).isEqualTo("nosniff");
        assertThat(shown.header("Content-Security-Policy")).isEqualTo("sandbox; default-src 'none'");
        assertThat(shown.header("Cache-Control")).contains("private").contains("max-age");
        assertThat(stranger().get(path(picture), "Range", "bytes=0-3").status()).isEqualTo(206);
    }

    @Test
    void whatCouldRunIsADownload() throws IOException {
        Browser.Answer page = stranger().get(path(stored("a.html", "text/html", "<script>")));

        assertThat(page.header("Content-Disposition")).startsWith("attachment");
        assertThat(page.header("Content-Type")).isEqualTo("application/octet-stream");
    }

    @Test
    void whatIsErasedIsGoneAndSaysSoInTheReadersLanguage() {
        Browser.Answer gone = stranger().get(path(new MediaId(404)));

        assertThat(gone.status()).isEqualTo(410);
        assertThat(gone.header("Content-Type")).startsWith("text/html");
        assertThat(gone.text()).contains("内容已删除").contains("lang=\"zh\"");
        assertThat(stranger().speaking("en").get(path(new MediaId(404))).text()).contains("No longer there");
    }

    @Test
    void aLinkWhoseTimeIsOverIsGone() {
        Clock lastMonth = Clock.offset(Clock.systemUTC(), Duration.ofDays(-30));
        String old = URI.create(
                        new SignedMediaLinks(new byte[32], () -> "http://localhost", Duration.ofDays(7), 1, lastMonth)
                                .to(new MediaId(404)))
                .getPath();

        Browser.Answer expired = stranger().get(old);

        assertThat(expired.status()).isEqualTo(410);
        assertThat(expired.text()).contains("链接已过期");
    }

    @Test
    void aForgedLinkIsNotThere() throws IOException {
        String path = path(stored("a.png", "image/png", "x"));
        String forged = path.substring(0, path.length() - 2) + (path.endsWith("AA") ? "BA" : "AA");

        assertThat(stranger().get(forged).status()).isEqualTo(404);
        assertThat(stranger().get("/m/x").status()).isEqualTo(404);
        assertThat(stranger().get("/m/").status()).isEqualTo(404);
    }
}
