package io.keshu.domain.fact;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.keshu.domain.conversation.Story;
import io.keshu.domain.store.InMemoryStores;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class FactDispatcherTest {

    private final InMemoryStores stores = new InMemoryStores();
    private final Story story = new Story(stores);
    private final Destination good = new Destination("good");
    private final Destination bad = new Destination("bad");
    private final FactDispatcher dispatcher = new FactDispatcher(stores.facts(), List.of(good, bad));

    private static final class Destination implements FactDestination {
        private final String name;
        final List<Long> taken = new CopyOnWriteArrayList<>();
        final List<Long> refused = new CopyOnWriteArrayList<>();
        volatile boolean broken;

        Destination(String name) {
            this.name = name;
        }

        @Override
        public String name() {
            return name;
        }

        @Override
        public void apply(List<FactBatch> batches) {
            if (broken || batches.stream().anyMatch(batch -> refused.contains(batch.id()))) {
                throw new IllegalStateException("broken");
            }
            batches.forEach(batch -> taken.add(batch.id()));
        }

        @Override
        public void reset() {
            taken.clear();
        }
    }

    @AfterEach
    void stop() {
        stores.unavailable(false);
        dispatcher.close();
    }

    @Test
    void a_destination_that_fails_holds_up_no_other_and_gets_everything_when_it_is_mended() {
        bad.broken = true;
        dispatcher.start();
        for (int i = 0; i < 5; i++) {
            story.write("o" + i, "" + i);
        }
        await().until(() -> good.taken.size() == 5);
        assertThat(dispatcher.waiting()).isEqualTo(Map.of("good", 0L, "bad", 5L));

        bad.broken = false;
        // What it failed on was put off for a while.
        assertThat(dispatcher.rebuild("bad")).isEqualTo(5);

        await().until(() -> bad.taken.size() == 5);
    }

    @Test
    void a_batch_that_a_destination_can_not_take_lets_those_behind_it_pass() {
        story.write("o0", "0");
        stores.facts().rebuild(bad);
        int unused = stores.facts().deliver(bad, 10);
        bad.refused.addAll(bad.taken);
        bad.taken.clear();
        dispatcher.start();
        dispatcher.rebuild("bad");
        for (int i = 1; i < 5; i++) {
            story.write("o" + i, "" + i);
        }

        await().atMost(Duration.ofSeconds(30)).until(() -> bad.taken.size() == 4);
        assertThat(bad.taken).doesNotContainAnyElementsOf(bad.refused);
        assertThat(dispatcher.waiting()).containsEntry("bad", 1L);
    }

    @Test
    void goes_on_by_itself_after_the_store_was_away() {
        dispatcher.start();
        story.write("o0", "0");
        await().until(() -> good.taken.size() == 1);
        stores.unavailable(true);
        assertThatThrownBy(dispatcher::waiting).isInstanceOf(RuntimeException.class);

        stores.unavailable(false);
        story.write("o1", "1");

        await().until(() -> good.taken.size() == 2 && bad.taken.size() == 2);
    }

    @Test
    void an_unknown_destination_can_not_be_rebuilt() {
        assertThatThrownBy(() -> dispatcher.rebuild("nobody")).isInstanceOf(IllegalArgumentException.class);
    }
}
