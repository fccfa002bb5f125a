package io.keshu.domain.conversion;

import static org.assertj.core.api.Assertions.assertThat;

import io.keshu.channels.api.MediaId;
import io.keshu.domain.MovableClock;
import io.keshu.domain.conversion.SignedMediaLinks.Token;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import org.junit.jupiter.api.Test;

class SignedMediaLinksTest {

    private static final Instant NOW = Instant.parse("2026-05-01T12:00:00Z");
    private static final String BASE = "https://hub.example.com/m/";

    private final MovableClock clock = new MovableClock(NOW);
    private final SignedMediaLinks links = links("key");

    private SignedMediaLinks links(String key) {
        return new SignedMediaLinks(
                key.getBytes(StandardCharsets.UTF_8), () -> "https://hub.example.com", Duration.ofDays(7), 1, clock);
    }

    private static String token(String link) {
        assertThat(link).startsWith(BASE);
        return link.substring(BASE.length());
    }

    @Test
    void a_link_names_its_media_and_its_end() {
        String token = token(links.to(new MediaId(Long.MAX_VALUE)));

        assertThat(token).hasSize(38);
        assertThat(links.read(token))
                .isEqualTo(new Token.Good(new MediaId(Long.MAX_VALUE), NOW.plus(Duration.ofDays(7))));
    }

    @Test
    void a_link_ends() {
        String token = token(links.to(new MediaId(5)));

        clock.advance(Duration.ofDays(7));

        assertThat(links.read(token)).isEqualTo(new Token.Expired());
    }

    @Test
    void whatever_is_changed_in_it_makes_it_forged() {
        byte[] whole = Base64.getUrlDecoder().decode(token(links.to(new MediaId(5))));
        for (int i = 0; i < whole.length; i++) {
            byte[] changed = whole.clone();
            changed[i] ^= 1;
            assertThat(links.read(Base64.getUrlEncoder().withoutPadding().encodeToString(changed)))
                    .isEqualTo(new Token.Forged());
        }
        assertThat(links.read("")).isEqualTo(new Token.Forged());
        assertThat(links.read("%")).isEqualTo(new Token.Forged());
        assertThat(links.read("A".repeat(10_000))).isEqualTo(new Token.Forged());
    }

    @Test
    void another_hub_s_link_is_forged() {
        assertThat(links.read(token(links("other").to(new MediaId(5))))).isEqualTo(new Token.Forged());
    }
}
