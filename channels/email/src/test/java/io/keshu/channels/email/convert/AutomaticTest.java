package io.keshu.channels.email.convert;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AutomaticTest {

    @ParameterizedTest
    @CsvSource({
        "auto-submitted, auto-replied, a@b.c, true",
        "auto-submitted, no, a@b.c, false",
        "precedence, Bulk, a@b.c, true",
        "list-id, <x.y>, a@b.c, true",
        "list-unsubscribe, <mailto:x@y.z>, a@b.c, true",
        "return-path, <>, a@b.c, true",
        "return-path, <a@b.c>, a@b.c, false",
        "subject, x, no-reply@b.c, true",
        "subject, x, noreply+1@b.c, true",
        "subject, x, mailer-daemon@b.c, true",
        "subject, x, own@shop.example, true",
        "subject, x, noreplyman@b.c, false"
    })
    void knows_what_a_machine_wrote(String header, String value, String sender, boolean automatic) {
        ReceivedMail mail =
                new ReceivedMail(Map.of(header, List.of(value)), Instant.EPOCH, "x", null, List.of(), null, false);

        assertThat(Automatic.wrote(mail, sender, "own@shop.example")).isEqualTo(automatic);
    }
}
