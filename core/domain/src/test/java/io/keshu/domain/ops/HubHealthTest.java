package io.keshu.domain.ops;

import static org.assertj.core.api.Assertions.assertThat;

import io.keshu.domain.InMemoryHub;
import io.keshu.domain.fact.FactDispatcher;
import io.keshu.domain.lock.InMemorySessionLocks;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class HubHealthTest {

    private final InMemoryHub hub = new InMemoryHub();
    private final InMemoryHub.Node node = hub.node();
    private final AtomicBoolean accepting = new AtomicBoolean(true);
    private final AtomicBoolean sending = new AtomicBoolean(true);
    private final AtomicLong nanos = new AtomicLong();
    private final HubHealth health = new HubHealth(
            node.ids,
            new InMemorySessionLocks(hub.lockService),
            hub.stores.inbound(),
            hub.stores.outbox(),
            hub.stores.media(),
            new FactDispatcher(hub.stores.facts(), List.of()),
            Map.of(HubHealth.ACCEPTING, accepting::get, "outbox", sending::get),
            nanos::get);

    @AfterEach
    void close() {
        node.close();
    }

    @Test
    void a_node_is_ready_once_the_store_has_answered_and_as_long_as_it_does() {
        assertThat(health.canAccept()).isFalse();
        health.check();
        assertThat(health.canAccept()).isTrue();

        hub.stores.unavailable(true);
        health.check();

        assertThat(health.canAccept()).isFalse();
    }

    @Test
    void a_check_that_never_ends_is_a_store_that_does_not_answer() {
        health.check();
        nanos.addAndGet(Duration.ofSeconds(16).toNanos());

        assertThat(health.canAccept()).isFalse();
    }

    @Test
    void a_worker_whose_thread_died_is_named_and_a_node_that_can_not_accept_any_more_is_not_ready() {
        sending.set(false);
        health.check();
        assertThat(health.stopped()).containsExactly("outbox");
        assertThat(health.canAccept()).isTrue();

        accepting.set(false);
        health.check();

        assertThat(health.stopped()).containsExactly(HubHealth.ACCEPTING, "outbox");
        assertThat(health.canAccept()).isFalse();
    }

    @Test
    void workers_that_have_not_begun_or_were_closed_are_not_dead() {
        assertThat(node.pipeline.alive() && node.acceptor.alive() && node.dispatcher.alive() && node.recorder.alive())
                .isTrue();
        node.start();
        assertThat(node.pipeline.alive() && node.acceptor.alive() && node.dispatcher.alive() && node.recorder.alive())
                .isTrue();
    }
}
