package io.keshu.bot.rule;

import static org.assertj.core.api.Assertions.assertThat;

import io.keshu.bot.rule.RuleProblem.Code;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class BusinessHoursTest {

    private static final BusinessHours HOURS = new BusinessHours(
            "Asia/Shanghai", List.of(1, 2, 3, 4, 5), "09:00", "18:00", List.of("2026-10-01"), List.of("2026-10-10"), 1);

    private static boolean open(BusinessHours hours, String local) {
        return hours.open(
                LocalDateTime.parse(local).atZone(ZoneId.of("Asia/Shanghai")).toInstant());
    }

    @ParameterizedTest
    @CsvSource({
        "2026-10-09T09:00, true",
        "2026-10-09T17:59:59, true",
        "2026-10-09T18:00, false",
        "2026-10-09T08:59:59, false",
        "2026-10-01T10:00, false",
        "2026-10-10T10:00, true",
        "2026-10-11T10:00, false"
    })
    void holidays_and_workdays_outweigh_the_week(String local, boolean open) {
        assertThat(open(HOURS, local)).isEqualTo(open);
    }

    @ParameterizedTest
    @CsvSource({
        "2026-10-09T23:00, true",
        "2026-10-10T01:59, true",
        "2026-10-10T02:00, false",
        "2026-10-11T01:00, false",
        "2026-10-12T01:00, false",
        "2026-10-09T21:59, false"
    })
    void a_night_belongs_to_the_day_on_which_it_begins(String local, boolean open) {
        BusinessHours nights =
                new BusinessHours("Asia/Shanghai", List.of(1, 2, 3, 4, 5), "22:00", "02:00", List.of(), List.of(), 1);

        assertThat(open(nights, local)).isEqualTo(open);
    }

    @Test
    void the_whole_day_is_no_empty_span() {
        BusinessHours always =
                new BusinessHours("UTC", List.of(1, 2, 3, 4, 5, 6, 7), "00:00", "24:00", List.of(), List.of(), 1);

        assertThat(always.problems()).isEmpty();
        assertThat(open(always, "2026-10-10T23:59")).isTrue();
    }

    @Test
    void everything_wrong_is_named() {
        BusinessHours wrong = new BusinessHours(
                "Mars/Base",
                List.of(),
                "09:00",
                "09:00",
                List.of("2026-02-30", "2026-10-02"),
                List.of("2026-10-02"),
                1);

        assertThat(wrong.problems())
                .extracting(RuleProblem::field, RuleProblem::code)
                .containsExactlyInAnyOrder(
                        org.assertj.core.groups.Tuple.tuple("zone", Code.ZONE_UNKNOWN),
                        org.assertj.core.groups.Tuple.tuple("days", Code.REQUIRED),
                        org.assertj.core.groups.Tuple.tuple("to", Code.WINDOW_EMPTY),
                        org.assertj.core.groups.Tuple.tuple("holidays", Code.DATE_MALFORMED),
                        org.assertj.core.groups.Tuple.tuple("workdays", Code.DATE_TWICE));
        assertThat(new BusinessHours("UTC", List.of(8), "9:00", "25:00", List.of(), List.of(), 1).problems())
                .extracting(RuleProblem::code)
                .contains(Code.TIME_MALFORMED);
    }
}
