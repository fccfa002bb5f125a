package io.keshu.console.ops;

import io.keshu.domain.fact.FactDestination;
import io.keshu.domain.ops.HubHealth;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.MeterBinder;
import java.util.List;
import java.util.function.ToDoubleFunction;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.stereotype.Component;

/** How much waits where: {@code keshu.depth} by queue, {@code keshu.facts.waiting} by destination, and the hub's two states. */
@Component
final class DepthMetrics implements MeterBinder {

    private final HubHealth hub;
    private final List<String> destinations;

    DepthMetrics(HubHealth hub, ObjectProvider<FactDestination> destinations) {
        this.hub = hub;
        this.destinations =
                destinations.orderedStream().map(FactDestination::name).toList();
    }

    @Override
    public void bindTo(MeterRegistry registry) {
        depth(registry, "inbound_waiting", depths -> depths.inboundWaiting());
        depth(registry, "inbound_set_aside", depths -> depths.inboundSetAside());
        depth(registry, "outbox_pending", depths -> depths.outboxPending());
        depth(registry, "outbox_dead", depths -> depths.outboxDead());
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

    private void depth(MeterRegistry registry, String queue, ToDoubleFunction<HubHealth.Depths> of) {
        Gauge.builder("keshu.depth", hub, source -> of.applyAsDouble(source.depths()))
                .tag("queue", queue)
                .register(registry);
    }
}
