package io.keshu.channels.sms.convert;

import static org.assertj.core.api.Assertions.assertThat;

import io.keshu.channels.api.SegmentRule;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The table is the console's, too: its page must count as the channel does. */
class SegmentsTest {

    private static List<JsonNode> table() throws IOException {
        try (InputStream in = SegmentsTest.class.getResourceAsStream("/segments.json")) {
            return JsonMapper.shared().readTree(in).valueStream().toList();
        }
    }

    private static String text(JsonNode row) {
        StringBuilder text = new StringBuilder();
        row.path("text")
                .forEach(run ->
                        text.append(run.path(0).asString().repeat(run.path(1).asInt())));
        return text.toString();
    }

    @Test
    void texts_are_cut_as_the_table_has_it() throws IOException {
        for (JsonNode row : table()) {
            SegmentRule rule = SegmentRule.gsm(row.path("septets").asBoolean(true));
            Segments.Cut cut = Segments.cut(text(row), rule);
            assertThat(cut.parts())
                    .as(row.toString())
                    .hasSize(row.path("segments").asInt());
            assertThat(cut.septets())
                    .as(row.toString())
                    .isEqualTo(row.path("gsm").asBoolean());
            assertThat(String.join("", cut.parts())).isEqualTo(text(row));
        }
    }

    @Test
    void no_segment_ends_within_a_pair() {
        for (int before = 0; before < 70; before++) {
            String text = "a".repeat(before) + "😀".repeat(60);
            assertThat(Segments.cut("客" + text, SegmentRule.gsm(true)).parts()).allSatisfy(part -> {
                assertThat(Character.isLowSurrogate(part.charAt(0))).isFalse();
                assertThat(part.length()).isLessThanOrEqualTo(67);
            });
        }
        for (int before = 100; before < 160; before++) {
            String text = "a".repeat(before) + "€".repeat(100);
            assertThat(Segments.cut(text, SegmentRule.gsm(true)).parts())
                    .allSatisfy(part ->
                            assertThat(Gsm7.encode(part).orElseThrow().length).isLessThanOrEqualTo(153));
        }
    }

    @Test
    void the_seven_bit_alphabet_reads_what_it_writes() {
        String all =
                "@£$¥èéùìòÇ\nØø\rÅåΔ_ΦΓΛΩΠΨΣΘΞÆæßÉ !\"#¤%&'()*+,-./0123456789:;<=>?¡ABCXYZÄÖÑÜ§¿abcxyzäöñüà\f^{}\\[~]|€";
        assertThat(Gsm7.decode(Gsm7.encode(all).orElseThrow())).isEqualTo(all);
        assertThat(Gsm7.encode("`")).isEmpty();
        assertThat(Gsm7.encode("€").orElseThrow()).containsExactly(0x1b, 0x65);
        assertThat(Gsm7.decode(new byte[] {0x1b, 0x61, 0x1b})).isEqualTo("a");
    }
}
