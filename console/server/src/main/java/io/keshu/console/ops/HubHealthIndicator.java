package io.keshu.console.ops;

import io.keshu.domain.ops.HubHealth;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthIndicator;
import org.springframework.stereotype.Component;

/** Ready means: a message that came now would be stored durably. A Redis that is away is a detail. */
@Component("hub")
final class HubHealthIndicator implements HealthIndicator {

    private final HubHealth hub;

    HubHealthIndicator(HubHealth hub) {
        this.hub = hub;
    }

    @Override
    public Health health() {
        HubHealth.Depths depths = hub.depths();
        return (hub.canAccept() ? Health.up() : Health.outOfService())
                .withDetail("degraded", hub.degraded())
                .withDetail("inboundWaiting", depths.inboundWaiting())
                .withDetail("inboundSetAside", depths.inboundSetAside())
                .withDetail("outboxPending", depths.outboxPending())
                .withDetail("outboxDead", depths.outboxDead())
                .withDetail("mediaPending", depths.mediaPending())
                .withDetail("stoppedWorkers", hub.stopped())
                .withDetail("factsWaiting", depths.factsWaiting())
                .build();
    }
}
