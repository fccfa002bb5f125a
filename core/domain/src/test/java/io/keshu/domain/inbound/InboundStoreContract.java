package io.keshu.domain.inbound;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.keshu.channels.api.ChannelAccountId;
import io.keshu.channels.api.ExternalMessageId;
import io.keshu.channels.api.InboundContent;
import io.keshu.domain.conversation.Story;
import io.keshu.domain.lock.Lane;
import io.keshu.domain.store.KeyTakenException;
import io.keshu.domain.store.RefusedByStoreException;
import io.keshu.domain.store.Stores;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What every {@link InboundStore} keeps. */
public abstract class InboundStoreContract {

    private Stores stores;
    private InboundStore store;
    private Story story;

    /** Stores over a database of their own, with nothing in it. */
    protected abstract Stores emptyStores();

    @BeforeEach
    void begin() {
        stores = emptyStores();
        store = stores.inbound();
        story = new Story(stores);
    }

    private List<WaitingInbound> waiting(String user) {
        return stores.conversations()
                .load(List.of(Story.lane(user)), 1000)
                .get(0)
                .waiting();
    }

    @Test
    void what_was_stored_waits_whole_in_order_of_arrival() {
        List<WaitingInbound> rows = List.of(
                story.row("o1", "1", new InboundContent.Text("你好 😀 '\\% \u0000")),
                story.row("o1", "2", new InboundContent.Text("")),
                story.row("o1", "3", new InboundContent.Voice("m", "amr", "说的")),
                story.row("o1", "4", new InboundContent.Unsupported("emotion", Map.of("Foo", "条 \"b\""))),
                story.row("o1", "5", new InboundContent.Location(31.2, -121.4, 15, "上海")));
        store.insert(rows);

        assertThat(waiting("o1")).isEqualTo(rows);
        assertThat(store.countWaiting()).isEqualTo(5);
    }

    @Test
    void keeps_times_to_the_microsecond() {
        story.pass(Duration.ofNanos(123_456_000));
        WaitingInbound row = story.text("o1", "1");
        store.insert(List.of(row));

        assertThat(waiting("o1").get(0).receivedAt()).isEqualTo(Instant.parse("2026-05-01T12:00:00.123456Z"));
    }

    @Test
    void a_key_that_is_there_lets_the_whole_group_fail_and_changes_nothing() {
        story.accept("o1", "1");
        List<WaitingInbound> group = List.of(story.text("o2", "2"), story.text("o1", "1"), story.text("o3", "3"));

        assertThatThrownBy(() -> store.insert(group)).isInstanceOf(KeyTakenException.class);

        assertThat(store.countWaiting()).isEqualTo(1);
        assertThat(store.findKeys(group.stream().map(WaitingInbound::key).toList()))
                .containsOnlyKeys(group.get(1).key());
    }

    @Test
    void a_key_that_comes_twice_in_a_group_lets_it_fail() {
        assertThatThrownBy(() -> story.accept("o1", "1", "1")).isInstanceOf(KeyTakenException.class);
        assertThat(store.countWaiting()).isZero();
    }

    @Test
    void keys_are_compared_byte_by_byte_and_within_their_account() {
        String[] ids = {"oAbC", "oabc", "oAbC ", "oÀbC", "ｏAbC", "oAbC\u0000"};
        List<WaitingInbound> rows = new ArrayList<>(story.accept("o1", ids));
        WaitingInbound other =
                story.row(new ChannelAccountId(6), "o1", "oAbC", new InboundContent.Text("another account"), "t");
        store.insert(List.of(other));
        rows.add(other);

        Map<InboundKey, Long> found =
                store.findKeys(rows.stream().map(WaitingInbound::key).toList());

        assertThat(found).hasSize(ids.length + 1);
        rows.forEach(row -> assertThat(found).containsEntry(row.key(), row.id()));
        assertThat(store.findKeys(List.of(new InboundKey(Story.ACCOUNT, new ExternalMessageId("OABC")))))
                .isEmpty();
    }

    @Test
    void the_longest_ids_fit_whatever_they_are_made_of() {
        String longest = "枢".repeat(ExternalMessageId.MAX_LENGTH);
        List<WaitingInbound> rows = story.accept(longest, longest);

        assertThat(waiting(longest)).isEqualTo(rows);
    }

    @Test
    void keys_of_finished_rows_are_kept() {
        WaitingInbound row = story.accept("o1", "1").get(0);
        story.workOff("o1");

        assertThat(store.countWaiting()).isZero();
        assertThat(store.findKeys(List.of(row.key()))).containsEntry(row.key(), row.id());
        assertThatThrownBy(() -> story.accept("o1", "1")).isInstanceOf(KeyTakenException.class);
    }

    @Test
    void a_row_that_does_not_fit_is_refused_with_its_whole_group() {
        WaitingInbound tooLong = story.row(Story.ACCOUNT, "o1", "1", new InboundContent.Text("一"), "t".repeat(65));
        List<WaitingInbound> group = List.of(story.text("o2", "2"), tooLong);

        assertThatThrownBy(() -> store.insert(group)).isInstanceOf(RefusedByStoreException.class);

        assertThat(store.countWaiting()).isZero();
        assertThat(store.findKeys(group.stream().map(WaitingInbound::key).toList()))
                .isEmpty();
    }

    @Test
    void large_groups_are_stored_and_found_whole() {
        String[] ids = IntStream.range(0, 611).mapToObj(i -> "m" + i).toArray(String[]::new);
        List<WaitingInbound> rows = story.accept("o1", ids);

        assertThat(store.findKeys(rows.stream().map(WaitingInbound::key).toList()))
                .hasSize(611);
        assertThat(waiting("o1")).isEqualTo(rows);
        assertThat(store.findKeys(List.of())).isEmpty();
    }

    @Test
    void of_many_who_store_the_same_message_at_the_same_time_one_succeeds() throws Exception {
        List<Callable<Boolean>> calls = IntStream.range(0, 8)
                .<Callable<Boolean>>mapToObj(i -> () -> {
                    try {
                        story.accept("o1", "1");
                        return true;
                    } catch (KeyTakenException e) {
                        return false;
                    }
                })
                .toList();
        ExecutorService callers = Executors.newFixedThreadPool(8);
        int stored = 0;
        for (Future<Boolean> call : callers.invokeAll(calls)) {
            stored += call.get() ? 1 : 0;
        }
        callers.shutdown();

        assertThat(stored).isEqualTo(1);
        assertThat(waiting("o1")).hasSize(1);
    }

    @Test
    void lanes_that_wait_too_long_are_found_once_each_and_not_more_than_asked_for() {
        story.accept("o1", "1", "2");
        story.accept("o2", "3");
        story.pass(Duration.ofSeconds(5));
        Instant between = story.now().minusSeconds(1);
        story.accept("o3", "4");

        assertThat(store.lanesWaitingSince(between, 10)).containsExactlyInAnyOrder(Story.lane("o1"), Story.lane("o2"));
        assertThat(store.lanesWaitingSince(between, 1)).hasSize(1);
        assertThat(store.lanesWaitingSince(between.minusSeconds(10), 10)).isEmpty();
        story.workOff("o1");
        assertThat(store.lanesWaitingSince(between, 10)).containsExactly(Story.lane("o2"));
    }

    @Test
    void what_is_set_aside_waits_no_longer_and_is_counted() {
        List<WaitingInbound> rows = story.accept("o1", "1", "2");

        store.setAside(rows.get(0).id(), "why ".repeat(1000));

        assertThat(waiting("o1")).containsExactly(rows.get(1));
        assertThat(store.countWaiting()).isEqualTo(1);
        assertThat(store.countSetAside()).isEqualTo(1);
        story.pass(Duration.ofSeconds(5));
        assertThat(store.lanesWaitingSince(story.now(), 10)).containsExactly(Story.lane("o1"));
    }

    @Test
    void setting_aside_what_does_not_wait_does_nothing() {
        List<WaitingInbound> rows = story.accept("o1", "1");
        store.setAside(rows.get(0).id(), "first");

        store.setAside(rows.get(0).id(), "second");
        store.setAside(12345, "unknown");

        assertThat(store.countSetAside()).isEqualTo(1);
    }

    @Test
    void two_customers_whose_ids_differ_in_case_wait_in_their_own_lanes() {
        story.accept("oAbC", "1");
        story.accept("oabc", "2");
        Lane one = Story.lane("oAbC");

        assertThat(waiting("oAbC"))
                .singleElement()
                .satisfies(row -> assertThat(row.lane()).isEqualTo(one));
    }

    @Test
    void whatWaitsLongestIsKnown() {
        assertThat(store.oldestWaiting()).isEmpty();
        Instant first = story.now();
        story.accept("one", "1");
        story.pass(Duration.ofSeconds(5));
        story.accept("two", "2");

        assertThat(store.oldestWaiting()).contains(first);
        story.workOff("one");
        assertThat(store.oldestWaiting()).contains(story.now());
    }
}
