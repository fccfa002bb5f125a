package io.keshu.domain.id;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.keshu.domain.id.NodeNumbers.NodeLease;
import io.keshu.domain.store.StoreUnavailableException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What every {@link NodeNumbers} keeps. */
public abstract class NodeNumbersContract {

    private NodeNumbers numbers;

    /** Numbers of which none is taken. */
    protected abstract NodeNumbers emptyNumbers();

    /** Lets time pass for the leases given so far; if it is negative they last longer by so much. */
    protected abstract void pass(Duration time);

    @BeforeEach
    void begin() {
        numbers = emptyNumbers();
    }

    @Test
    void nodes_that_live_at_the_same_time_have_different_numbers() throws Exception {
        ExecutorService nodes = Executors.newFixedThreadPool(24);
        List<Callable<Integer>> starts = IntStream.range(0, 24)
                .<Callable<Integer>>mapToObj(
                        node -> () -> numbers.acquire("node " + node).number())
                .toList();
        List<Integer> taken = new ArrayList<>();
        for (Future<Integer> number : nodes.invokeAll(starts)) {
            taken.add(number.get());
        }
        nodes.shutdown();

        assertThat(taken).doesNotHaveDuplicates().allMatch(number -> number >= 0 && number < NodeNumbers.COUNT);
    }

    @Test
    void a_lease_that_is_renewed_lasts() {
        NodeLease lease = numbers.acquire("一");
        for (int i = 0; i < 3; i++) {
            pass(NodeNumbers.LEASE.minusSeconds(5));
            assertThat(numbers.renew(lease)).get().satisfies(renewed -> {
                assertThat(renewed.number()).isEqualTo(lease.number());
                assertThat(renewed.token()).isEqualTo(lease.token());
            });
        }
        assertThat(numbers.acquire("二").number()).isNotEqualTo(lease.number());
    }

    @Test
    void a_lease_that_ran_out_can_not_be_renewed_even_if_nobody_took_the_number() {
        NodeLease lease = numbers.acquire("一");
        pass(NodeNumbers.LEASE.plusSeconds(1));

        assertThat(numbers.renew(lease)).isEmpty();
    }

    @Test
    void a_lost_lease_takes_nothing_from_its_successor() {
        NodeLease lost = numbers.acquire("一");
        pass(NodeNumbers.LEASE.plusSeconds(1));
        NodeLease next = numbers.acquire("二");
        assertThat(next.number()).isEqualTo(lost.number());
        assertThat(next.token()).isNotEqualTo(lost.token());

        assertThat(numbers.renew(lost)).isEmpty();
        numbers.release(lost);

        assertThat(numbers.renew(next)).isPresent();
        assertThat(numbers.acquire("三").number()).isNotEqualTo(next.number());
    }

    @Test
    void a_number_that_was_given_back_is_free() {
        NodeLease lease = numbers.acquire("一");
        numbers.release(lease);
        numbers.release(lease);

        assertThat(numbers.renew(lease)).isEmpty();
        assertThat(numbers.acquire("二").number()).isEqualTo(lease.number());
    }

    @Test
    void names_may_be_long() {
        assertThat(numbers.acquire("节".repeat(400)).number()).isNotNegative();
    }

    @Test
    void when_all_numbers_are_taken_nobody_gets_one_twice() {
        Set<Integer> taken = new HashSet<>();
        for (int i = 0; i < NodeNumbers.COUNT; i++) {
            taken.add(numbers.acquire("node " + i).number());
            if (i % 64 == 0) {
                // On a busy machine this may take longer than a lease lasts.
                pass(NodeNumbers.LEASE.negated());
            }
        }
        assertThat(taken).hasSize(NodeNumbers.COUNT);
        assertThatThrownBy(() -> numbers.acquire("one more")).isInstanceOf(StoreUnavailableException.class);
    }
}
