package io.keshu.benchmarks.rules;

import io.keshu.bot.match.Occasion;
import io.keshu.bot.match.RuleBook;
import io.keshu.bot.rule.BusinessHours;
import io.keshu.channels.api.ChannelAccountId;
import io.keshu.channels.api.ChannelType;
import io.keshu.channels.api.InboundContent;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.HdrHistogram.Histogram;

/**
 * Asks a book of ten thousand rules for what it answers to a message, one message after the other on one thread, and prints how long
 * that took: what the pipeline asks under its lock, and what the bot asks afterwards, together.
 */
public final class RuleBenchmark {

    private static final int RULES = 10_000;
    private static final int WARM_UP = 50_000;
    private static final int MESSAGES = 200_000;

    private static final ChannelType CHANNEL = new ChannelType("wechat");
    private static final ChannelAccountId ACCOUNT = new ChannelAccountId(1);
    private static final Instant NOW = Instant.parse("2026-11-25T02:00:00Z");

    private RuleBenchmark() {}

    public static void main(String... arguments) {
        long begun = System.nanoTime();
        RuleBook book = RuleBook.of(SampleRules.many(RULES), BusinessHours.USUAL);
        System.out.printf("%d rules made ready in %d ms%n", book.size(), millis(begun));
        List<String> messages = SampleRules.messages(RULES);
        ask(book, messages, WARM_UP, new Histogram(TimeUnit.SECONDS.toNanos(10), 3));
        Histogram times = new Histogram(TimeUnit.SECONDS.toNanos(10), 3);
        long fired = ask(book, messages, MESSAGES, times);
        System.out.printf(
                "%d messages, of which %d were answered: p50 %.3f ms, p99 %.3f ms, p99.9 %.3f ms, most %.3f ms%n",
                MESSAGES,
                fired,
                times.getValueAtPercentile(50) / 1e6,
                times.getValueAtPercentile(99) / 1e6,
                times.getValueAtPercentile(99.9) / 1e6,
                times.getMaxValue() / 1e6);
    }

    /** @return how many messages some rule answered */
    private static long ask(RuleBook book, List<String> messages, int times, Histogram histogram) {
        long fired = 0;
        for (int i = 0; i < times; i++) {
            InboundContent content = new InboundContent.Text(messages.get(i % messages.size()));
            Occasion occasion = Occasion.arrived(CHANNEL, ACCOUNT, content, i % 7 == 0, i % 3 == 0, NOW);
            long begun = System.nanoTime();
            boolean answered = book.mayFire(occasion) && !book.fire(occasion).isEmpty();
            histogram.recordValue(System.nanoTime() - begun);
            if (answered) {
                fired++;
            }
        }
        return fired;
    }

    private static long millis(long begun) {
        return TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - begun);
    }
}
