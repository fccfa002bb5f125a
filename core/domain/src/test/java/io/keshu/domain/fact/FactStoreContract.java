package io.keshu.domain.fact;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.keshu.channels.api.InboundContent;
import io.keshu.domain.agent.AgentGroupId;
import io.keshu.domain.agent.AgentGroupRef;
import io.keshu.domain.conversation.ConversationId;
import io.keshu.domain.conversation.ConversationState;
import io.keshu.domain.conversation.Story;
import io.keshu.domain.message.Author;
import io.keshu.domain.store.Stores;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What every {@link FactStore} keeps. */
public abstract class FactStoreContract {

    private FactStore store;
    private Story story;

    /** Stores over a database of their own, with nothing in it. */
    protected abstract Stores emptyStores();

    @BeforeEach
    void begin() {
        Stores stores = emptyStores();
        store = stores.facts();
        story = new Story(stores);
    }

    /** Gathers what it gets; fails on batches that it is told to fail on, before it has taken any. */
    private static final class Gathering implements FactDestination {
        private final String name;
        final List<FactBatch> taken = new CopyOnWriteArrayList<>();
        final List<Long> poison = new CopyOnWriteArrayList<>();
        int resets;

        Gathering(String name) {
            this.name = name;
        }

        @Override
        public String name() {
            return name;
        }

        @Override
        public void apply(List<FactBatch> batches) {
            if (batches.stream().anyMatch(batch -> poison.contains(batch.id()))) {
                throw new IllegalArgumentException("Poison");
            }
            taken.addAll(batches);
        }

        @Override
        public void reset() {
            taken.clear();
            resets++;
        }

        List<Fact> facts() {
            return taken.stream().flatMap(batch -> batch.facts().stream()).toList();
        }
    }

    private final Gathering one = new Gathering("one");
    private final Gathering two = new Gathering("two");

    private int deliverAll(Gathering destination) {
        int all = 0;
        for (int delivered = 1; delivered > 0; ) {
            delivered = store.deliver(destination, 3);
            all += delivered;
        }
        return all;
    }

    @Test
    void each_destination_gets_every_batch_once_at_its_own_pace() {
        store.register(Set.of("one", "two"));
        for (int i = 0; i < 5; i++) {
            story.write("o" + i, "" + i);
        }
        assertThat(store.countWaiting("one")).isEqualTo(5);

        assertThat(store.deliver(one, 3)).isEqualTo(3);

        assertThat(one.taken).hasSize(3);
        assertThat(store.countWaiting("one")).isEqualTo(2);
        assertThat(store.countWaiting("two")).isEqualTo(5);
        assertThat(deliverAll(one)).isEqualTo(2);
        assertThat(deliverAll(two)).isEqualTo(5);
        assertThat(one.taken).extracting(FactBatch::id).doesNotHaveDuplicates().hasSize(5);
        assertThat(store.deliver(one, 3)).isZero();
    }

    @Test
    void facts_arrive_as_they_were_written_in_their_order() {
        store.register(Set.of("one"));
        ConversationId id = story.write("o1", "1", "2");
        story.pass(Duration.ofSeconds(1));
        story.close(id);
        deliverAll(one);

        assertThat(one.facts())
                .containsExactly(
                        new Fact.MessageAdded(
                                id,
                                Story.ACCOUNT,
                                story.now().minusSeconds(1),
                                "trace",
                                1,
                                Author.Kind.CUSTOMER,
                                "text"),
                        new Fact.MessageAdded(
                                id,
                                Story.ACCOUNT,
                                story.now().minusSeconds(1),
                                "trace",
                                2,
                                Author.Kind.CUSTOMER,
                                "text"),
                        new Fact.StateChanged(
                                id,
                                Story.ACCOUNT,
                                story.now().minusSeconds(1),
                                "trace",
                                null,
                                ConversationState.QUEUED),
                        new Fact.MessageAdded(
                                id, Story.ACCOUNT, story.now(), "trace-close", 3, Author.Kind.AGENT, "closed"),
                        new Fact.StateChanged(
                                id,
                                Story.ACCOUNT,
                                story.now(),
                                "trace-close",
                                ConversationState.QUEUED,
                                ConversationState.CLOSED));
    }

    @Test
    void a_tap_on_a_menu_is_told_with_as_much_of_its_key_as_can_be_kept() {
        store.register(Set.of("one"));
        String address = "https://shop.example.com/" + "长".repeat(998);
        ConversationId id = story.write("o1", "1", new InboundContent.MenuClick("VIEW", address + "😀"));
        deliverAll(one);

        assertThat(one.facts())
                .contains(new Fact.MenuTapped(id, Story.ACCOUNT, story.now(), "trace", 1, "VIEW", address));
    }

    @Test
    void a_hand_over_to_a_group_is_told_and_the_rule_that_led_to_it() {
        store.register(Set.of("one"));
        ConversationId id = story.handOver("o1", "1", new AgentGroupRef(new AgentGroupId(5), "售后"));
        deliverAll(one);

        assertThat(one.facts())
                .contains(
                        new Fact.RuleFired(id, Story.ACCOUNT, story.now(), "trace-group", 1, 31),
                        new Fact.GroupChosen(id, Story.ACCOUNT, story.now(), "trace-group", 2, new AgentGroupId(5)));
    }

    @Test
    void what_a_destination_fails_on_is_delivered_again() {
        store.register(Set.of("one"));
        story.write("o1", "1");
        one.poison.addAll(batchIds());

        assertThatThrownBy(() -> store.deliver(one, 3))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("Poison");

        assertThat(store.countWaiting("one")).isEqualTo(1);
        one.poison.clear();
        assertThat(store.deliver(one, 3)).isEqualTo(1);
    }

    private List<Long> batchIds() {
        Gathering scout = new Gathering("scout");
        store.rebuild(scout);
        deliverAll(scout);
        return scout.taken.stream().map(FactBatch::id).toList();
    }

    @Test
    void a_postponed_batch_lets_the_others_pass() {
        store.register(Set.of("one"));
        for (int i = 0; i < 3; i++) {
            story.write("o" + i, "" + i);
        }
        long first = batchIds().stream().min(Long::compare).orElseThrow();
        one.poison.add(first);
        assertThatThrownBy(() -> store.deliver(one, 1)).hasMessage("Poison");

        store.postponeFirst(one, Duration.ofHours(1));

        assertThat(deliverAll(one)).isEqualTo(2);
        assertThat(store.countWaiting("one")).isEqualTo(1);
        assertThat(one.taken).extracting(FactBatch::id).doesNotContain(first);
    }

    @Test
    void postponing_where_nothing_waits_does_nothing() {
        store.register(Set.of("one"));

        store.postponeFirst(one, Duration.ofHours(1));

        story.write("o1", "1");
        assertThat(deliverAll(one)).isEqualTo(1);
    }

    @Test
    void facts_from_before_a_destination_was_known_reach_it_by_a_rebuild() {
        story.write("o1", "1");
        store.register(Set.of("one"));
        store.register(Set.of("one"));
        assertThat(store.deliver(one, 3)).isZero();

        assertThat(store.rebuild(one)).isEqualTo(1);

        assertThat(one.resets).isEqualTo(1);
        assertThat(deliverAll(one)).isEqualTo(1);
    }

    @Test
    void a_rebuild_delivers_everything_anew_and_what_comes_meanwhile() {
        store.register(Set.of("one", "two"));
        for (int i = 0; i < 4; i++) {
            story.write("o" + i, "" + i);
        }
        deliverAll(one);
        deliverAll(two);
        List<Fact> before = one.facts();
        story.write("o9", "9");

        assertThat(store.rebuild(one)).isEqualTo(5);
        story.write("o10", "10");

        assertThat(deliverAll(one)).isEqualTo(6);
        assertThat(one.facts()).containsAll(before).hasSize(12);
        assertThat(store.countWaiting("two")).isEqualTo(2);
    }

    @Test
    void nodes_that_deliver_at_the_same_time_deliver_each_batch_once() throws Exception {
        store.register(Set.of("one"));
        for (int i = 0; i < 40; i++) {
            story.write("o" + i, "" + i);
        }
        ExecutorService nodes = Executors.newFixedThreadPool(4);
        List<Callable<Integer>> deliveries = IntStream.range(0, 4)
                .<Callable<Integer>>mapToObj(node -> () -> deliverAll(one))
                .toList();
        int delivered = 0;
        for (Future<Integer> count : nodes.invokeAll(deliveries)) {
            delivered += count.get();
        }
        nodes.shutdown();

        assertThat(delivered).isEqualTo(40);
        assertThat(one.taken).extracting(FactBatch::id).doesNotHaveDuplicates().hasSize(40);
    }

    @Test
    void a_name_that_nobody_registered_waits_for_nothing() {
        story.write("o1", "1");

        assertThat(store.countWaiting("one")).isZero();
        assertThat(store.deliver(one, 3)).isZero();
    }
}
