package io.keshu.domain.outbox;

import static org.assertj.core.api.Assertions.assertThat;

import io.keshu.channels.api.ChannelAccountId;
import io.keshu.channels.api.DeliveryProblem;
import io.keshu.channels.api.OutboundContent;
import io.keshu.domain.conversation.ConversationId;
import io.keshu.domain.conversation.Story;
import io.keshu.domain.fact.Fact;
import io.keshu.domain.fact.FactBatch;
import io.keshu.domain.fact.FactDestination;
import io.keshu.domain.message.Delivery;
import io.keshu.domain.message.DeliveryState;
import io.keshu.domain.message.Message;
import io.keshu.domain.store.Stores;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What every {@link OutboxStore} keeps. */
public abstract class OutboxStoreContract {

    private static final DeliveryProblem PROBLEM =
            new DeliveryProblem(DeliveryProblem.Reason.PROVIDER_BUSY, "-1", "忙 busy");

    private Stores stores;
    private OutboxStore store;
    private Story story;

    /** Stores over a database of their own, with nothing in it. */
    protected abstract Stores emptyStores();

    @BeforeEach
    void begin() {
        stores = emptyStores();
        store = stores.outbox();
        story = new Story(stores);
    }

    private List<OutboxItem> claim() {
        return store.claimDue(1, story.now(), ClaimLimit.of(100));
    }

    private static List<String> texts(List<OutboxItem> items) {
        return items.stream()
                .map(item -> ((OutboundContent.Text) item.message().content()).text())
                .sorted()
                .toList();
    }

    private DeliveryOutcome ended(OutboxItem item, DeliveryState state) {
        return new DeliveryOutcome(
                item,
                new Delivery(state, state == DeliveryState.ACCEPTED ? null : PROBLEM, item.attempts() + 1, null),
                story.now(),
                story.ids.next());
    }

    private DeliveryOutcome later(OutboxItem item, Duration after) {
        return new DeliveryOutcome(
                item,
                new Delivery(
                        DeliveryState.PENDING,
                        PROBLEM,
                        item.attempts() + 1,
                        story.now().plus(after)),
                story.now(),
                story.ids.next());
    }

    private Delivery deliveryOf(OutboxItem item) {
        return story.message(item.conversation(), item.number()).orElseThrow().delivery();
    }

    @Test
    void a_reply_is_claimed_as_it_was_written_and_once() {
        ConversationId id = story.write("oAbC", "1");
        Message sent = story.reply(id, "您好 😀");

        List<OutboxItem> claimed = claim();

        assertThat(claimed).singleElement().satisfies(item -> {
            assertThat(item.conversation()).isEqualTo(id);
            assertThat(item.number()).isEqualTo(sent.number());
            assertThat(item.attempts()).isZero();
            assertThat(item.dueAt()).isEqualTo(story.now());
            assertThat(item.holdUntil()).isEqualTo(story.now().plus(Duration.ofMinutes(2)));
            assertThat(item.message().content()).isEqualTo(new OutboundContent.Text("您好 😀"));
            assertThat(item.message().to().user().value()).isEqualTo("oAbC");
            assertThat(item.message().context().inReplyTo().value()).isEqualTo("1");
            assertThat(item.message().context().traceId()).isEqualTo("trace-reply");
            assertThat(item.message().context().automatic()).isFalse();
        });
        assertThat(claim()).isEmpty();
    }

    @Test
    void what_is_not_due_is_not_claimed_and_the_earliest_goes_first() {
        for (int i = 1; i <= 3; i++) {
            story.reply(story.write("o" + i, "" + i), "回" + i);
            story.pass(Duration.ofSeconds(1));
        }
        Instant second = story.now().minusSeconds(2);

        assertThat(texts(store.claimDue(1, second, ClaimLimit.of(1)))).containsExactly("回1");
        assertThat(texts(store.claimDue(1, second, ClaimLimit.of(10)))).containsExactly("回2");
        assertThat(texts(claim())).containsExactly("回3");
    }

    @Test
    void accounts_that_are_busy_get_nothing_now() {
        story.reply(story.write("o1", "1"), "回");
        ChannelAccountId other = new ChannelAccountId(6);

        assertThat(store.claimDue(1, story.now(), new ClaimLimit(10, 1, Map.of(Story.ACCOUNT, 1, other, 1))))
                .isEmpty();
        assertThat(store.claimDue(1, story.now(), new ClaimLimit(10, 1, Map.of(other, 1))))
                .hasSize(1);
    }

    @Test
    void a_round_takes_no_more_of_an_account_than_there_is_room_for() {
        for (int i = 1; i <= 5; i++) {
            story.reply(story.write("o" + i, "" + i), "回" + i);
        }

        assertThat(store.claimDue(1, story.now(), new ClaimLimit(10, 4, Map.of(Story.ACCOUNT, 2))))
                .hasSize(2);
        assertThat(claim()).hasSize(3);
    }

    @Test
    void a_conversation_has_one_message_under_way_and_the_others_follow_in_order() {
        ConversationId id = story.write("o1", "1");
        story.reply(id, "一");
        story.reply(id, "二");
        story.reply(id, "三");
        List<String> order = new ArrayList<>();

        for (int i = 0; i < 3; i++) {
            List<OutboxItem> claimed = claim();
            assertThat(claimed).hasSize(1);
            assertThat(claim()).isEmpty();
            order.addAll(texts(claimed));
            store.record(List.of(ended(claimed.get(0), DeliveryState.ACCEPTED)));
        }

        assertThat(order).containsExactly("一", "二", "三");
    }

    @Test
    void one_in_back_off_holds_the_later_ones_back_until_its_hold_ends() {
        ConversationId id = story.write("o1", "1");
        story.reply(id, "一");
        story.reply(id, "二");
        OutboxItem first = claim().get(0);
        store.record(List.of(later(first, Duration.ofMinutes(10))));

        story.pass(Duration.ofSeconds(119));
        assertThat(claim()).isEmpty();
        story.pass(Duration.ofSeconds(2));

        assertThat(texts(claim())).containsExactly("二");
    }

    @Test
    void what_failed_or_is_unknown_holds_nothing_back() {
        ConversationId id = story.write("o1", "1");
        story.reply(id, "一");
        story.reply(id, "二");
        story.reply(id, "三");
        store.record(List.of(ended(claim().get(0), DeliveryState.FAILED)));
        List<OutboxItem> second = claim();
        assertThat(texts(second)).containsExactly("二");
        store.record(List.of(ended(second.get(0), DeliveryState.UNKNOWN)));

        assertThat(texts(claim())).containsExactly("三");
    }

    @Test
    void competitors_never_claim_the_same_row_nor_two_of_a_conversation() throws Exception {
        int conversations = 60;
        for (int i = 0; i < conversations; i++) {
            ConversationId id = story.write("o" + i, "" + i);
            story.reply(id, i + "a");
            story.reply(id, i + "b");
        }
        ExecutorService nodes = Executors.newFixedThreadPool(6);
        List<Callable<List<OutboxItem>>> claims = IntStream.range(0, 6)
                .<Callable<List<OutboxItem>>>mapToObj(node -> () -> {
                    List<OutboxItem> mine = new ArrayList<>();
                    for (int i = 0; i < 20; i++) {
                        mine.addAll(store.claimDue(node, story.now(), ClaimLimit.of(16)));
                    }
                    return mine;
                })
                .toList();
        List<OutboxItem> all = new ArrayList<>();
        for (Future<List<OutboxItem>> claimed : nodes.invokeAll(claims)) {
            all.addAll(claimed.get());
        }
        nodes.shutdown();

        assertThat(all)
                .extracting(OutboxItem::conversation)
                .doesNotHaveDuplicates()
                .hasSize(conversations);
        assertThat(texts(all)).allMatch(text -> text.endsWith("a"));
    }

    @Test
    void what_arrived_is_gone_from_the_outbox_and_its_message_says_so() {
        ConversationId id = story.write("o1", "1");
        story.reply(id, "回");
        OutboxItem item = claim().get(0);
        DeliveryOutcome outcome = ended(item, DeliveryState.ACCEPTED);

        assertThat(store.record(List.of(outcome))).containsExactly(outcome);

        assertThat(deliveryOf(item)).isEqualTo(new Delivery(DeliveryState.ACCEPTED, null, 1, null));
        assertThat(store.countPending()).isZero();
        assertThat(store.countDead()).isZero();
        story.pass(Duration.ofHours(1));
        assertThat(claim()).isEmpty();
    }

    @Test
    void an_end_is_a_fact_once_however_often_it_is_recorded() {
        story.reply(story.write("o1", "1"), "回");
        stores.facts().register(Set.of("test"));
        OutboxItem item = claim().get(0);

        assertThat(store.record(List.of(ended(item, DeliveryState.ACCEPTED)))).hasSize(1);
        assertThat(store.record(List.of(ended(item, DeliveryState.ACCEPTED)))).isEmpty();
        assertThat(store.record(List.of(ended(item, DeliveryState.FAILED)))).isEmpty();

        List<Fact> facts = new ArrayList<>();
        stores.facts().deliver(gathering(facts), 100);
        assertThat(facts)
                .containsExactly(new Fact.DeliveryEnded(
                        item.conversation(),
                        Story.ACCOUNT,
                        story.now(),
                        "trace-reply",
                        item.number(),
                        DeliveryState.ACCEPTED,
                        null));
    }

    private static FactDestination gathering(List<Fact> facts) {
        return new FactDestination() {
            @Override
            public String name() {
                return "test";
            }

            @Override
            public void apply(List<FactBatch> batches) {
                batches.forEach(batch -> facts.addAll(batch.facts()));
            }

            @Override
            public void reset() {
                facts.clear();
            }
        };
    }

    @Test
    void what_is_to_be_tried_again_is_due_then_with_one_attempt_more() {
        ConversationId id = story.write("o1", "1");
        story.reply(id, "回");
        OutboxItem item = claim().get(0);

        store.record(List.of(later(item, Duration.ofSeconds(10))));

        assertThat(deliveryOf(item))
                .isEqualTo(new Delivery(
                        DeliveryState.PENDING, PROBLEM, 1, story.now().plusSeconds(10)));
        assertThat(claim()).isEmpty();
        story.pass(Duration.ofSeconds(10));
        assertThat(claim()).singleElement().satisfies(again -> {
            assertThat(again.id()).isEqualTo(item.id());
            assertThat(again.attempts()).isEqualTo(1);
        });
    }

    @Test
    void what_failed_is_kept_as_a_dead_letter_with_its_reason() {
        story.reply(story.write("o1", "1"), "回");
        OutboxItem item = claim().get(0);

        store.record(List.of(ended(item, DeliveryState.FAILED)));

        assertThat(deliveryOf(item)).isEqualTo(new Delivery(DeliveryState.FAILED, PROBLEM, 1, null));
        assertThat(store.countDead()).isEqualTo(1);
        assertThat(store.countPending()).isZero();
    }

    @ParameterizedTest
    @EnumSource(
            value = DeliveryState.class,
            names = {"PENDING", "FAILED", "UNKNOWN"})
    void an_end_that_comes_after_its_claim_was_taken_for_lost_changes_nothing(DeliveryState late) {
        story.reply(story.write("o1", "1"), "回");
        OutboxItem item = claim().get(0);
        store.record(List.of(ended(item, DeliveryState.UNKNOWN)));
        Delivery before = deliveryOf(item);

        DeliveryOutcome outcome =
                late == DeliveryState.PENDING ? later(item, Duration.ofSeconds(1)) : ended(item, late);
        assertThat(store.record(List.of(outcome))).isEmpty();

        assertThat(deliveryOf(item)).isEqualTo(before);
        story.pass(Duration.ofMinutes(5));
        assertThat(claim()).isEmpty();
    }

    @Test
    void that_it_arrived_is_better_knowledge_than_unknown_whenever_it_comes() {
        story.reply(story.write("o1", "1"), "回");
        OutboxItem item = claim().get(0);
        store.record(List.of(ended(item, DeliveryState.UNKNOWN)));

        assertThat(store.record(List.of(ended(item, DeliveryState.ACCEPTED)))).hasSize(1);

        assertThat(deliveryOf(item).state()).isEqualTo(DeliveryState.ACCEPTED);
    }

    @Test
    void what_is_to_go_out_once_more_stays_when_the_first_turns_out_to_have_arrived() {
        ConversationId id = story.write("o1", "1");
        Message sent = story.reply(id, "回");
        OutboxItem item = claim().get(0);
        store.record(List.of(ended(item, DeliveryState.UNKNOWN)));
        story.resend(id, sent.number());
        assertThat(store.countPending()).isEqualTo(1);

        store.record(List.of(ended(item, DeliveryState.ACCEPTED)));

        assertThat(deliveryOf(item).state()).isEqualTo(DeliveryState.ACCEPTED);
        assertThat(store.countPending()).isZero();
        assertThat(claim()).isEmpty();
    }

    @Test
    void a_second_attempt_that_fails_takes_nothing_back_from_a_first_that_arrived() {
        ConversationId id = story.write("o1", "1");
        Message sent = story.reply(id, "回");
        OutboxItem first = claim().get(0);
        store.record(List.of(ended(first, DeliveryState.UNKNOWN)));
        story.resend(id, sent.number());
        OutboxItem second = claim().get(0);
        store.record(List.of(ended(first, DeliveryState.ACCEPTED)));

        assertThat(store.record(List.of(ended(second, DeliveryState.FAILED)))).isEmpty();

        assertThat(deliveryOf(first).state()).isEqualTo(DeliveryState.ACCEPTED);
        assertThat(store.countDead()).isZero();
        story.reply(id, "下一条");
        assertThat(texts(claim())).containsExactly("下一条");
    }

    @Test
    void many_ends_are_recorded_together() {
        for (int i = 0; i < 40; i++) {
            story.reply(story.write("o" + i, "" + i), "回" + i);
        }
        List<OutboxItem> claimed = claim();
        DeliveryState[] states = {DeliveryState.ACCEPTED, DeliveryState.FAILED, DeliveryState.UNKNOWN};
        List<DeliveryOutcome> outcomes = IntStream.range(0, 40)
                .mapToObj(i -> ended(claimed.get(i), states[i % 3]))
                .toList();

        assertThat(store.record(outcomes)).containsExactlyInAnyOrderElementsOf(outcomes);

        for (int i = 0; i < 40; i++) {
            assertThat(deliveryOf(claimed.get(i)).state()).isEqualTo(states[i % 3]);
        }
        assertThat(store.record(List.of())).isEmpty();
    }

    @Test
    void claims_whose_sender_died_are_found_the_oldest_first() {
        for (int i = 1; i <= 3; i++) {
            story.reply(story.write("o" + i, "" + i), "回" + i);
            claim();
            story.pass(Duration.ofSeconds(10));
        }
        Instant time = story.now().minusSeconds(15);

        assertThat(store.claimedBefore(time, 10))
                .extracting(item -> ((OutboundContent.Text) item.message().content()).text())
                .containsExactly("回1", "回2");
        assertThat(texts(store.claimedBefore(time, 1))).containsExactly("回1");
        store.record(List.of(ended(store.claimedBefore(time, 1).get(0), DeliveryState.UNKNOWN)));
        assertThat(texts(store.claimedBefore(time, 10))).containsExactly("回2");
    }

    @Test
    void a_passive_reply_is_claimed_before_it_is_due_and_then_found_by_what_it_answers() {
        ConversationId id = story.write("o1", "1");
        story.reply(id, "回");
        long outboxId = onlyId();

        var claimed = store.claimPassive(outboxId, 77, 1, story.now().minusSeconds(60));

        assertThat(claimed).isPresent();
        assertThat(claim()).isEmpty();
        assertThat(store.findPassive(77)).contains(claimed.get());
        assertThat(store.findPassive(78)).isEmpty();
        store.record(List.of(ended(claimed.get(), DeliveryState.ACCEPTED)));
        assertThat(store.findPassive(77)).contains(claimed.get());
    }

    /** The id of the only row, without leaving it claimed. */
    private long onlyId() {
        OutboxItem item = claim().get(0);
        store.record(List.of(new DeliveryOutcome(
                item,
                new Delivery(DeliveryState.PENDING, null, item.attempts(), story.now()),
                story.now(),
                story.ids.next())));
        return item.id();
    }

    @Test
    void a_message_is_claimed_by_the_call_or_by_the_outbox_but_not_by_both() {
        ConversationId id = story.write("o1", "1");
        story.reply(id, "回");
        OutboxItem item = claim().get(0);

        assertThat(store.claimPassive(item.id(), 77, 1, story.now())).isEmpty();
        assertThat(store.findPassive(77)).isEmpty();
        assertThat(store.claimPassive(404, 77, 1, story.now())).isEmpty();
    }

    @Test
    void an_inbound_message_has_one_passive_reply_and_the_next_goes_the_ordinary_way() {
        ConversationId id = story.write("o1", "1");
        story.reply(id, "一");
        long first = onlyId();
        store.record(
                List.of(ended(store.claimPassive(first, 77, 1, story.now()).orElseThrow(), DeliveryState.ACCEPTED)));
        story.reply(id, "二");
        long second = onlyId();

        assertThat(store.claimPassive(second, 77, 1, story.now())).isEmpty();

        assertThat(texts(claim())).containsExactly("二");
    }

    @Test
    void a_passive_reply_does_not_overtake_an_earlier_message() {
        ConversationId id = story.write("o1", "1");
        story.reply(id, "一");
        OutboxItem first = claim().get(0);
        store.record(List.of(later(first, Duration.ofSeconds(5))));
        story.reply(id, "二");
        long second = first.id() + 1;
        while (store.claimPassive(second, 76, 1, story.now().plusSeconds(600)).isEmpty()) {
            second++;
        }
        OutboxItem claimed = store.findPassive(76).orElseThrow();
        store.record(List.of(later(claimed, Duration.ZERO)));

        assertThat(store.claimPassive(claimed.id(), 77, 1, story.now())).isEmpty();
    }
}
