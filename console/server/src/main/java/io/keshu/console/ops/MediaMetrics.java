package io.keshu.console.ops;

import io.keshu.channels.api.MediaKind;
import io.keshu.domain.media.MediaObserver;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.time.Duration;
import java.util.Locale;
import org.springframework.stereotype.Component;

/** {@code keshu.media.fetch} by kind and outcome, {@code keshu.media.stored} and {@code keshu.media.deleted} in bytes. */
@Component
final class MediaMetrics implements MediaObserver {

    private final MeterRegistry registry;
    private final Counter deleted;

    MediaMetrics(MeterRegistry registry) {
        this.registry = registry;
        this.deleted = Counter.builder("keshu.media.deleted")
                .baseUnit("bytes")
                .description("Bytes that nothing showed any more")
                .register(registry);
    }

    @Override
    public void fetched(MediaKind kind, String outcome, Duration took) {
        Timer.builder("keshu.media.fetch")
                .description("Attempts to fetch what customers sent")
                .tag("kind", name(kind))
                .tag("outcome", outcome)
                .register(registry)
                .record(took);
    }

    @Override
    public void stored(MediaKind kind, long bytes) {
        Counter.builder("keshu.media.stored")
                .baseUnit("bytes")
                .description("Bytes taken in, from providers and from agents")
                .tag("kind", name(kind))
                .register(registry)
                .increment((double) bytes);
    }

    @Override
    public void deleted(long bytes) {
        deleted.increment((double) bytes);
    }

    private static String name(MediaKind kind) {
        return kind.name().toLowerCase(Locale.ROOT);
    }
}
