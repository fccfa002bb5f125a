package io.keshu.console.ops;

import io.keshu.domain.ops.HubHealth;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthIndicator;
import org.springframework.stereotype.Component;

/** A node of which a worker has died does not mend itself: whoever watches its liveness starts it again. */
@Component("workers")
final class WorkersHealthIndicator implements HealthIndicator {

    private final HubHealth hub;

    WorkersHealthIndicator(HubHealth hub) {
        this.hub = hub;
    }

    @Override
    public Health health() {
        return (hub.stopped().isEmpty() ? Health.up() : Health.down())
                .withDetail("stopped", hub.stopped())
                .build();
    }
}
