package io.keshu.domain.id;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.keshu.domain.Between;
import io.keshu.domain.MovableClock;
import io.keshu.domain.store.StoreUnavailableException;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

class LeasedIdsTest {

    private static final Instant NOON = Instant.parse("2026-05-01T12:00:00Z");

    private final MovableClock clock = new MovableClock(NOON);
    private final InMemoryNodeNumbers numbers = new InMemoryNodeNumbers(clock);
    private final AtomicLong nanoTime = new AtomicLong(-5);

    private LeasedIds node() {
        LeasedIds ids = new LeasedIds(numbers, "node", clock, nanoTime::get);
        ids.keep();
        return ids;
    }

    private void pass(Duration time) {
        clock.advance(time);
        nanoTime.addAndGet(time.toNanos());
    }

    @Test
    void ids_of_a_node_grow_and_none_comes_twice_however_many_a_millisecond_needs() {
        LeasedIds ids = node();

        List<Long> made = LongStream.range(0, 20_000).mapToObj(i -> ids.next()).toList();

        assertThat(made).isSorted().doesNotHaveDuplicates().allMatch(id -> id > 0);
        assertThat(Duration.between(NOON, IdGenerator.timeOf(made.get(made.size() - 1))))
                .isLessThan(Duration.ofMillis(10));
    }

    @Test
    void nodes_make_different_ids_at_the_same_time() {
        List<LeasedIds> nodes = IntStream.range(0, 5).mapToObj(i -> node()).toList();
        Set<Long> made = new HashSet<>();

        for (int i = 0; i < 1000; i++) {
            nodes.forEach(node -> made.add(node.next()));
        }

        assertThat(made).hasSize(5000);
    }

    @Test
    void an_id_tells_when_it_was_made() {
        LeasedIds ids = node();
        assertThat(IdGenerator.timeOf(ids.next())).isEqualTo(NOON);
        pass(Duration.ofMillis(7));

        long later = ids.next();

        assertThat(IdGenerator.timeOf(later)).isEqualTo(NOON.plusMillis(7));
        assertThat(later).isGreaterThanOrEqualTo(IdGenerator.lowestAt(NOON.plusMillis(7)));
        assertThat(later).isLessThan(IdGenerator.lowestAt(NOON.plusMillis(8)));
    }

    @Test
    void a_clock_that_goes_back_repeats_no_id() {
        LeasedIds ids = node();
        long before = ids.next();
        clock.advance(Duration.ofSeconds(-3));

        assertThat(ids.next()).isGreaterThan(before);
    }

    @Test
    void a_node_that_could_not_renew_makes_no_ids_before_another_may_have_its_number() {
        LeasedIds ids = node();
        numbers.unavailable(true);
        pass(Duration.ofSeconds(24));
        assertThatThrownBy(ids::keep).isInstanceOf(StoreUnavailableException.class);
        assertThat(ids.holdsNumber()).isTrue();
        assertThat(ids.next()).isPositive();

        pass(Duration.ofSeconds(2));

        assertThat(ids.holdsNumber()).isFalse();
        assertThatThrownBy(ids::next).isInstanceOf(StoreUnavailableException.class);
        assertThatThrownBy(ids::node).isInstanceOf(StoreUnavailableException.class);
    }

    @Test
    void a_node_that_lost_its_number_takes_another_and_goes_on() {
        LeasedIds ids = node();
        int lost = ids.node();
        pass(Duration.ofSeconds(40));
        LeasedIds successor = node();
        assertThat(successor.node()).isEqualTo(lost);

        ids.keep();

        assertThat(ids.node()).isNotEqualTo(lost);
        assertThat(ids.next()).isNotEqualTo(successor.next());
    }

    @Test
    void a_node_that_keeps_its_number_goes_on_for_ever() {
        LeasedIds ids = node();
        int number = ids.node();
        for (int i = 0; i < 100; i++) {
            pass(Duration.ofSeconds(5));
            ids.keep();
        }
        assertThat(ids.node()).isEqualTo(number);
    }

    @Test
    void a_number_that_was_given_back_makes_no_ids() {
        LeasedIds ids = node();
        ids.release();
        ids.release();

        assertThatThrownBy(ids::next).isInstanceOf(StoreUnavailableException.class);
    }

    @Test
    void ids_go_on_while_the_store_takes_its_time_to_renew_the_number() throws InterruptedException {
        CountDownLatch asked = new CountDownLatch(1);
        CountDownLatch answer = new CountDownLatch(1);
        NodeNumbers slow = Between.of(NodeNumbers.class, numbers, (method, arguments, proceed) -> {
            if (method.equals("renew")) {
                asked.countDown();
                answer.await();
            }
            return proceed.call();
        });
        LeasedIds ids = new LeasedIds(slow, "node", clock, nanoTime::get);
        ids.keep();
        CompletableFuture<Void> renewal = CompletableFuture.runAsync(ids::keep);
        asked.await();

        CompletableFuture<Long> made = CompletableFuture.supplyAsync(ids::next);

        try {
            await().until(made::isDone);
        } finally {
            answer.countDown();
        }
        await().until(renewal::isDone);
        assertThat(ids.holdsNumber()).isTrue();
    }
}
