package io.keshu.domain.lock;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.keshu.domain.lock.SessionLocks.Held;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What all {@link SessionLocks} keep. */
public abstract class SessionLocksContract {

    private static final Lane A = new Lane(1);
    private static final Lane B = new Lane(-2);
    private static final Lane C = new Lane(Long.MAX_VALUE);

    private SessionLocks one;
    private SessionLocks two;

    /** The locks of another node over the same service, which holds nothing at first. */
    protected abstract SessionLocks node();

    /** Lets the lock service forget all leases. */
    protected abstract void forgetLeases();

    /** Whether the lock service can't be reached from now on; it comes back empty. */
    protected abstract void away(boolean isAway);

    @BeforeEach
    void begin() {
        one = node();
        two = node();
    }

    @AfterEach
    void comeBack() {
        if (one.degraded()) {
            away(false);
        }
    }

    @Test
    void what_one_holds_no_other_gets_and_what_is_free_is_given() {
        try (Held held = one.tryLock(List.of(A, B));
                Held other = two.tryLock(List.of(B, C));
                Held sameNode = one.tryLock(List.of(A, C, new Lane(7)))) {
            assertThat(held.lanes()).containsExactlyInAnyOrder(A, B);
            assertThat(held.degraded()).isFalse();
            assertThat(other.lanes()).containsExactly(C);
            assertThat(sameNode.lanes()).containsExactly(new Lane(7));
        }
    }

    @Test
    void what_is_given_back_is_free_for_everybody() {
        one.tryLock(List.of(A, B)).close();

        try (Held held = two.tryLock(List.of(A, B))) {
            assertThat(held.lanes()).containsExactlyInAnyOrder(A, B);
        }
        try (Held held = one.tryLock(List.of(A, A, B))) {
            assertThat(held.lanes()).containsExactlyInAnyOrder(A, B);
        }
    }

    @Test
    void giving_back_twice_takes_nothing_from_the_next_holder() {
        Held first = one.tryLock(List.of(A));
        first.close();
        try (Held second = one.tryLock(List.of(A))) {
            assertThat(second.lanes()).containsExactly(A);
            first.close();

            try (Held third = two.tryLock(List.of(A));
                    Held fourth = one.tryLock(List.of(A))) {
                assertThat(third.lanes()).isEmpty();
                assertThat(fourth.lanes()).isEmpty();
            }
        }
    }

    @Test
    void who_lost_a_lease_takes_nothing_from_its_successor() {
        Held lost = one.tryLock(List.of(A));
        forgetLeases();
        try (Held successor = two.tryLock(List.of(A))) {
            assertThat(successor.lanes()).containsExactly(A);

            lost.close();

            try (Held third = one.tryLock(List.of(A))) {
                assertThat(third.lanes()).isEmpty();
            }
        }
    }

    @Test
    void a_lease_belongs_to_its_holder_and_not_to_a_thread() throws Exception {
        Held held = one.tryLock(List.of(A));
        Thread other = new Thread(held::close);
        other.start();
        other.join();

        try (Held next = two.tryLock(List.of(A))) {
            assertThat(next.lanes()).containsExactly(A);
        }
    }

    @Test
    void asking_for_nothing_or_for_what_is_taken_holds_nothing() {
        try (Held nothing = one.tryLock(List.of());
                Held held = one.tryLock(List.of(A));
                Held taken = one.tryLock(List.of(A))) {
            assertThat(nothing.lanes()).isEmpty();
            assertThat(held.lanes()).containsExactly(A);
            assertThat(taken.lanes()).isEmpty();
        }
    }

    @Test
    void hundreds_are_taken_at_once() {
        List<Lane> lanes = LongStream.range(0, 500).mapToObj(Lane::new).toList();
        try (Held held = one.tryLock(lanes)) {
            assertThat(held.lanes()).containsExactlyInAnyOrderElementsOf(lanes);
        }
    }

    @Test
    void of_many_who_want_the_same_lanes_each_lane_goes_to_one() throws Exception {
        List<Lane> lanes = LongStream.range(0, 40).mapToObj(Lane::new).toList();
        ExecutorService workers = Executors.newFixedThreadPool(8);
        List<Held> all = new ArrayList<>();
        List<Callable<Held>> wishes = IntStream.range(0, 8)
                .<Callable<Held>>mapToObj(worker -> () -> (worker % 2 == 0 ? one : two).tryLock(lanes))
                .toList();
        for (Future<Held> held : workers.invokeAll(wishes)) {
            all.add(held.get());
        }
        workers.shutdown();
        Map<Lane, Integer> holders = new HashMap<>();
        all.forEach(held -> held.lanes().forEach(lane -> holders.merge(lane, 1, Integer::sum)));
        all.forEach(Held::close);

        assertThat(holders).hasSize(40);
        assertThat(holders.values()).containsOnly(1);
    }

    @Test
    void while_the_service_is_away_lanes_are_granted_but_not_twice_on_a_node() {
        away(true);

        try (Held held = one.tryLock(List.of(A));
                Held sameNode = one.tryLock(List.of(A, B));
                Held other = two.tryLock(List.of(A))) {
            assertThat(held.lanes()).containsExactly(A);
            assertThat(held.degraded()).isTrue();
            assertThat(one.degraded()).isTrue();
            assertThat(sameNode.lanes()).containsExactly(B);
            assertThat(other.lanes()).containsExactly(A);
        }
    }

    @Test
    void after_the_service_came_back_leases_count_again_without_a_restart() {
        away(true);
        one.tryLock(List.of(A)).close();
        two.tryLock(List.of(A)).close();

        away(false);

        await().atMost(Duration.ofSeconds(30)).until(() -> !one.degraded() && !two.degraded());
        try (Held held = one.tryLock(List.of(A));
                Held other = two.tryLock(List.of(A))) {
            assertThat(held.lanes()).containsExactly(A);
            assertThat(held.degraded()).isFalse();
            assertThat(other.lanes()).isEmpty();
        }
    }
}
