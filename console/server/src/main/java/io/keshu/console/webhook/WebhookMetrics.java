package io.keshu.console.webhook;

import io.keshu.channels.api.WebhookReply.Outcome;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.time.Duration;
import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;

/** {@code keshu.webhook}: how many calls ended how, and how long they took, by channel. */
final class WebhookMetrics {

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
        Duration.ofSeconds(5)
    };

    private final MeterRegistry registry;
    private final Map<String, Map<Outcome, Timer>> timers = new ConcurrentHashMap<>();

    WebhookMetrics(MeterRegistry registry) {
        this.registry = registry;
    }

    /** @param channel a type that the hub has, or {@code none}: callers may not invent labels */
    void answered(String channel, Outcome outcome, long nanos) {
        Map<Outcome, Timer> ofChannel = timers.get(channel);
        if (ofChannel == null) {
            ofChannel = timers.computeIfAbsent(channel, this::register);
        }
        Timer timer = ofChannel.get(outcome);
        if (timer != null) {
            timer.record(nanos, TimeUnit.NANOSECONDS);
        }
    }

    private Map<Outcome, Timer> register(String channel) {
        Map<Outcome, Timer> ofChannel = new EnumMap<>(Outcome.class);
        for (Outcome outcome : Outcome.values()) {
            ofChannel.put(
                    outcome,
                    Timer.builder("keshu.webhook")
                            .description("Providers' calls, by how they ended")
                            .tag("channel", channel)
                            .tag("outcome", outcome.name().toLowerCase(Locale.ROOT))
                            .serviceLevelObjectives(BOUNDS)
                            .register(registry));
        }
        return ofChannel;
    }
}
