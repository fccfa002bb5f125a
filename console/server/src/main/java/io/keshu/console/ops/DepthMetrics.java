package io.keshu.console.ops;

import io.keshu.domain.fact.FactDestination;
import io.keshu.domain.ops.HubHealth;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.MeterBinder;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.function.ToDoubleFunction;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.stereotype.Component;

/**
 * How much waits where: {@code keshu.depth} by queue, exact below {@link HubHealth#COUNTED}, {@code keshu.facts.waiting} by destination, the age of media,
 * and the hub's states.
 */
@Component
final class DepthMetrics implements MeterBinder {

    private final HubHealth hub;
    private final Clock clock;
    private final List<String> destinations;

    DepthMetrics(HubHealth hub, Clock clock, ObjectProvider<FactDestination> destinations) {
        this.hub = hub;
        this.clock = clock;
        this.destinations =
                destinations.orderedStream().map(FactDestination::name).toList();
    }

    @Override
    public void bindTo(MeterRegistry registry) {
        depth(registry, "inbound_waiting", depths -> depths.inboundWaiting());
        depth(registry, "inbound_set_aside", depths -> depths.inboundSetAside());
        depth(registry, "outbox_pending", depths -> depths.outboxPending());
        depth(registry, "outbox_dead", depths -> depths.outboxDead());
        depth(registry, "media_pending", depths -> depths.mediaPending());
        Gauge.builder("keshu.media.age", hub, this::mediaAge)
                .baseUnit("seconds")
                .description("For how long the oldest media wait that are not fetched yet; 0 if there are none")
                .register(registry);
        Gauge.builder("keshu.workers.stopped", hub, source -> source.stopped().size())
                .description("Workers of this node of which a thread has died")
                .register(registry);
        for (String destination : destinations) {
            Gauge.builder(
                            "keshu.facts.waiting",
                            hub,
                            source -> source.depths().factsWaiting().getOrDefault(destination, 0L))
                    .tag("destination", destination)
                    .register(registry);
        }
        Gauge.builder("keshu.accepting", hub, source -> source.canAccept() ? 1 : 0)
                .description("1 while messages can be stored durably")
                .register(registry);
        Gauge.builder("keshu.degraded", hub, source -> source.degraded() ? 1 : 0)
                .description("1 while Redis is away")
                .register(registry);
    }

    private double mediaAge(HubHealth source) {
        Instant since = source.depths().mediaSince();
        return since == null
                ? 0
                : Math.max(0, Duration.between(since, clock.instant()).toSeconds());
    }

    private void depth(MeterRegistry registry, String queue, ToDoubleFunction<HubHealth.Depths> of) {
        Gauge.builder("keshu.depth", hub, source -> of.applyAsDouble(source.depths()))
                .tag("queue", queue)
                .register(registry);
    }
}
