package io.keshu.bot.rule;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/**
 * When somebody is there, for the whole hub.
 *
 * @param zone such as {@code Asia/Shanghai}
 * @param days 1 for Monday to 7 for Sunday
 * @param from {@code HH:mm}
 * @param to {@code HH:mm} up to {@code 24:00}; before {@code from} if work ends past midnight
 * @param holidays dates without work, as {@code yyyy-MM-dd}
 * @param workdays dates with work on days that have none otherwise
 * @param version grows by one with every change
 */
public record BusinessHours(
        String zone,
        List<Integer> days,
        String from,
        String to,
        List<String> holidays,
        List<String> workdays,
        long version) {

    /** The most dates of each kind. */
    public static final int MAX_DATES = 400;

    public static final BusinessHours USUAL =
            new BusinessHours("Asia/Shanghai", List.of(1, 2, 3, 4, 5), "09:00", "18:00", List.of(), List.of(), 0);

    public BusinessHours {
        zone = Objects.requireNonNullElse(zone, "");
        days = Lists.present(days);
        from = Objects.requireNonNullElse(from, "").strip();
        to = Objects.requireNonNullElse(to, "").strip();
        holidays = Lists.present(holidays).stream().distinct().sorted().toList();
        workdays = Lists.present(workdays).stream().distinct().sorted().toList();
    }

    /** The local time in the hub's zone; UTC if the zone is unknown. */
    public LocalDateTime local(Instant at) {
        return LocalDateTime.ofInstant(at, knownZone() ? ZoneId.of(zone) : ZoneId.of("UTC"));
    }

    public boolean open(Instant at) {
        return new Window(days, from, to).startedOn(local(at), this::worked);
    }

    private boolean worked(LocalDate day) {
        String date = day.toString();
        return workdays.contains(date) || (days.contains(day.getDayOfWeek().getValue()) && !holidays.contains(date));
    }

    private boolean knownZone() {
        try {
            return ZoneId.of(zone).getId().equals(zone);
        } catch (DateTimeException e) {
            return false;
        }
    }

    /** Everything that is wrong with them. */
    public List<RuleProblem> problems() {
        List<RuleProblem> found = new ArrayList<>();
        if (!knownZone()) {
            found.add(RuleProblem.error("zone", RuleProblem.Code.ZONE_UNKNOWN));
        }
        if (days.isEmpty()) {
            found.add(RuleProblem.error("days", RuleProblem.Code.REQUIRED));
        }
        Window window = new Window(days, from, to);
        if (!window.valid()) {
            found.add(RuleProblem.error("from", RuleProblem.Code.TIME_MALFORMED));
        } else if (window.empty()) {
            found.add(RuleProblem.error("to", RuleProblem.Code.WINDOW_EMPTY));
        }
        dates("holidays", holidays, found);
        dates("workdays", workdays, found);
        workdays.stream()
                .filter(holidays::contains)
                .findFirst()
                .ifPresent(both -> found.add(RuleProblem.error("workdays", RuleProblem.Code.DATE_TWICE, both)));
        return found;
    }

    private static void dates(String field, List<String> dates, List<RuleProblem> found) {
        if (dates.size() > MAX_DATES) {
            found.add(RuleProblem.error(field, RuleProblem.Code.TOO_MANY, MAX_DATES));
        }
        dates.stream()
                .filter(date -> !isDate(date))
                .findFirst()
                .ifPresent(bad -> found.add(RuleProblem.error(field, RuleProblem.Code.DATE_MALFORMED, bad)));
    }

    private static boolean isDate(String date) {
        try {
            return LocalDate.parse(date).toString().equals(date);
        } catch (DateTimeException e) {
            return false;
        }
    }
}
