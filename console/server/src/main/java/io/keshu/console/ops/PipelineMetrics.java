package io.keshu.console.ops;

import io.keshu.channels.api.ChannelAccountId;
import io.keshu.domain.account.AccountDirectory;
import io.keshu.domain.ops.PipelineObserver;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.DistributionSummary;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.time.Duration;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.springframework.stereotype.Component;

/** What the pipeline does, as metrics by channel. */
@Component
final class PipelineMetrics implements PipelineObserver {

    private static final Duration[] BOUNDS = {
        Duration.ofMillis(1),
        Duration.ofMillis(2),
        Duration.ofMillis(5),
        Duration.ofMillis(10),
        Duration.ofMillis(25),
        Duration.ofMillis(50),
        Duration.ofMillis(100),
        Duration.ofMillis(250),
        Duration.ofMillis(500),
        Duration.ofSeconds(1),
        Duration.ofMillis(2500),
        Duration.ofSeconds(5),
        Duration.ofSeconds(15),
        Duration.ofMinutes(1)
    };

    private final AccountDirectory accounts;
    private final MeterRegistry registry;
    private final Map<Key, Timer> timers = new ConcurrentHashMap<>();
    private final Map<Key, Counter> counters = new ConcurrentHashMap<>();
    private final Timer commits;
    private final DistributionSummary lanes;
    private final DistributionSummary messages;

    PipelineMetrics(AccountDirectory accounts, MeterRegistry registry) {
        this.accounts = accounts;
        this.registry = registry;
        this.commits = Timer.builder("keshu.commit")
                .description("Transactions of the pipeline")
                .serviceLevelObjectives(BOUNDS)
                .register(registry);
        this.lanes = DistributionSummary.builder("keshu.commit.lanes")
                .description("Identities in one transaction")
                .register(registry);
        this.messages = DistributionSummary.builder("keshu.commit.messages")
                .description("Messages in one transaction")
                .register(registry);
    }

    private record Key(String name, String channel, String outcome) {}

    @Override
    public void accepted(ChannelAccountId account, Accepted outcome, Duration took) {
        timer("keshu.accept", account, outcome.name().toLowerCase(Locale.ROOT)).record(took);
    }

    @Override
    public void processed(ChannelAccountId account, Duration sinceReceived) {
        timer("keshu.process", account, "done").record(sinceReceived);
    }

    @Override
    public void committed(int laneCount, int messageCount, Duration took) {
        commits.record(took);
        lanes.record(laneCount);
        messages.record(messageCount);
    }

    @Override
    public void setAside(ChannelAccountId account) {
        counter("keshu.set.aside", channel(account), "refused").increment();
    }

    @Override
    public void delivered(ChannelAccountId account, String result, Duration took) {
        timer("keshu.deliver", account, result).record(took);
    }

    @Override
    public void autoReply(String outcome) {
        counter("keshu.auto.reply", "all", outcome).increment();
    }

    private Timer timer(String name, ChannelAccountId account, String outcome) {
        return timers.computeIfAbsent(
                new Key(name, channel(account), outcome),
                key -> Timer.builder(key.name)
                        .tag("channel", key.channel)
                        .tag("outcome", key.outcome)
                        .serviceLevelObjectives(BOUNDS)
                        .register(registry));
    }

    private Counter counter(String name, String channel, String outcome) {
        return counters.computeIfAbsent(
                new Key(name, channel, outcome),
                key -> Counter.builder(key.name)
                        .tag("channel", key.channel)
                        .tag("outcome", key.outcome)
                        .register(registry));
    }

    private String channel(ChannelAccountId account) {
        return accounts.typeOf(account).map(type -> type.value()).orElse("unknown");
    }
}
