package io.keshu.console.ops;

import static org.assertj.core.api.Assertions.assertThat;
import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.when;

import io.keshu.channels.api.MediaKind;
import io.keshu.domain.fact.FactDestination;
import io.keshu.domain.ops.HubHealth;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.support.StaticListableBeanFactory;

class MediaMetricsTest {

    private static final Instant NOW = Instant.parse("2026-05-01T12:00:00Z");

    private final SimpleMeterRegistry registry = new SimpleMeterRegistry();

    @Test
    void fetchesAreCountedByTheirOutcomeAndBytesByTheirKind() {
        MediaMetrics metrics = new MediaMetrics(registry);

        metrics.fetched(MediaKind.IMAGE, "stored", Duration.ofMillis(20));
        metrics.fetched(MediaKind.IMAGE, "later", Duration.ofMillis(5));
        metrics.fetched(MediaKind.IMAGE, "later", Duration.ofMillis(5));
        metrics.stored(MediaKind.IMAGE, 1000);
        metrics.stored(MediaKind.IMAGE, 24);
        metrics.deleted(7);

        assertThat(registry.get("keshu.media.fetch")
                        .tag("outcome", "later")
                        .timer()
                        .count())
                .isEqualTo(2);
        assertThat(registry.get("keshu.media.fetch")
                        .tag("outcome", "stored")
                        .timer()
                        .count())
                .isEqualTo(1);
        assertThat(registry.get("keshu.media.stored")
                        .tag("kind", "image")
                        .counter()
                        .count())
                .isEqualTo(1024);
        assertThat(registry.get("keshu.media.deleted").counter().count()).isEqualTo(7);
    }

    @Test
    void howManyMediaWaitAndForHowLongIsKnown() {
        HubHealth hub = mock(HubHealth.class);
        when(hub.stopped()).thenReturn(List.of("outbox"));
        when(hub.depths())
                .thenReturn(new HubHealth.Depths(0, 0, 0, 0, 3, NOW.minusSeconds(90), Map.of()))
                .thenReturn(new HubHealth.Depths(0, 0, 0, 0, 3, NOW.minusSeconds(90), Map.of()))
                .thenReturn(new HubHealth.Depths(0, 0, 0, 0, 0, null, Map.of()));
        new DepthMetrics(
                        hub,
                        Clock.fixed(NOW, ZoneOffset.UTC),
                        new StaticListableBeanFactory().getBeanProvider(FactDestination.class))
                .bindTo(registry);

        assertThat(registry.get("keshu.depth")
                        .tag("queue", "media_pending")
                        .gauge()
                        .value())
                .isEqualTo(3);
        assertThat(registry.get("keshu.media.age").gauge().value()).isEqualTo(90);
        assertThat(registry.get("keshu.media.age").gauge().value()).isZero();
        assertThat(registry.get("keshu.workers.stopped").gauge().value()).isEqualTo(1);
    }
}
