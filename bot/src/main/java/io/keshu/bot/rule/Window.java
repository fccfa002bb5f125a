package io.keshu.bot.rule;

import java.time.LocalDateTime;
import java.util.List;
import java.util.Objects;
import java.util.OptionalInt;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Days of the week and a span of the day. A span that ends before it begins goes on past midnight and belongs to the day on
 * which it begins.
 *
 * @param days 1 for Monday to 7 for Sunday; empty for every day
 * @param from {@code HH:mm}, inclusive
 * @param to {@code HH:mm} up to {@code 24:00}, exclusive
 */
public record Window(List<Integer> days, String from, String to) {

    /** No window at all. */
    public static final Window NONE = new Window(List.of(), "", "");

    private static final int MINUTES_OF_DAY = 24 * 60;
    private static final Pattern CLOCK = Pattern.compile("([01][0-9]|2[0-3]):([0-5][0-9])|24:00");

    public Window {
        days = Lists.present(days);
        from = Objects.requireNonNullElse(from, "").strip();
        to = Objects.requireNonNullElse(to, "").strip();
    }

    /** Minutes since midnight, if this is a time of day. */
    static OptionalInt minutes(String clock) {
        Matcher matcher = CLOCK.matcher(clock);
        if (!matcher.matches()) {
            return OptionalInt.empty();
        }
        return clock.equals("24:00")
                ? OptionalInt.of(MINUTES_OF_DAY)
                : OptionalInt.of(Integer.parseInt(matcher.group(1)) * 60 + Integer.parseInt(matcher.group(2)));
    }

    /** Whether the span has no length: it begins when it ends. */
    boolean empty() {
        return minutes(from).orElse(0) % MINUTES_OF_DAY == minutes(to).orElse(0) % MINUTES_OF_DAY
                && !(minutes(from).orElse(0) == 0 && minutes(to).orElse(0) == MINUTES_OF_DAY);
    }

    boolean valid() {
        return minutes(from).isPresent()
                && minutes(from).orElse(0) < MINUTES_OF_DAY
                && minutes(to).isPresent()
                && days.stream().allMatch(day -> day >= 1 && day <= 7);
    }

    /** Whether the moment lies in the window; false for one that is not valid. */
    public boolean contains(LocalDateTime moment) {
        return startedOn(
                moment,
                day -> days.isEmpty() || days.contains(day.getDayOfWeek().getValue()));
    }

    /** As {@link #contains}, with another word on which days count. */
    boolean startedOn(LocalDateTime moment, java.util.function.Predicate<java.time.LocalDate> counts) {
        if (!valid() || empty()) {
            return false;
        }
        int begin = minutes(from).orElse(0);
        int end = minutes(to).orElse(0);
        int now = moment.getHour() * 60 + moment.getMinute();
        if (begin < end) {
            return now >= begin && now < end && counts.test(moment.toLocalDate());
        }
        return (now >= begin && counts.test(moment.toLocalDate()))
                || (now < end && counts.test(moment.toLocalDate().minusDays(1)));
    }
}
