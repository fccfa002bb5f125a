package io.keshu.domain.conversation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.keshu.channels.api.ChannelAccountId;
import io.keshu.channels.api.ChannelAddress;
import io.keshu.channels.api.DeliveryProblem;
import io.keshu.channels.api.ExternalUserId;
import io.keshu.channels.api.InboundContent;
import io.keshu.channels.api.OutboundContent;
import io.keshu.channels.api.OutboundMessageId;
import io.keshu.domain.conversation.ConversationStore.ConversationWithIdentity;
import io.keshu.domain.conversation.LaneChange.ConversationWrite;
import io.keshu.domain.conversation.LaneSnapshot.KnownIdentity;
import io.keshu.domain.inbound.WaitingInbound;
import io.keshu.domain.lock.Lane;
import io.keshu.domain.message.Author;
import io.keshu.domain.message.Delivery;
import io.keshu.domain.message.DeliveryState;
import io.keshu.domain.message.Message;
import io.keshu.domain.message.MessageContent;
import io.keshu.domain.outbox.ClaimLimit;
import io.keshu.domain.outbox.DeliveryOutcome;
import io.keshu.domain.outbox.OutboxItem;
import io.keshu.domain.store.KeyTakenException;
import io.keshu.domain.store.RefusedByStoreException;
import io.keshu.domain.store.StaleVersionException;
import io.keshu.domain.store.Stores;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What every {@link ConversationStore} keeps. */
public abstract class ConversationStoreContract {

    private static final DeliveryProblem PROBLEM =
            new DeliveryProblem(DeliveryProblem.Reason.WINDOW_CLOSED, "45015", "out of window");

    private Stores stores;
    private ConversationStore store;
    private Story story;

    /** Stores over a database of their own, with nothing in it. */
    protected abstract Stores emptyStores();

    @BeforeEach
    void begin() {
        stores = emptyStores();
        store = stores.conversations();
        story = new Story(stores);
    }

    private LaneSnapshot load(String user, int perLane) {
        return store.load(List.of(Story.lane(user)), perLane).get(0);
    }

    private LaneChange answer(ConversationId id, String clientId, String traceId) {
        ConversationWithIdentity read = store.find(id).orElseThrow();
        ConversationDraft draft = ConversationDraft.of(read.conversation(), read.identity());
        Message unused = draft.reply(
                new OutboundMessageId(story.ids.next()),
                Author.agent(Story.AGENT),
                new OutboundContent.Text("答"),
                clientId,
                traceId,
                story.now());
        return change(read, draft);
    }

    private static LaneChange change(ConversationWithIdentity read, ConversationDraft draft) {
        LaneChangeBuilder change = new LaneChangeBuilder(read.identity().lane());
        draft.writeTo(change, "trace");
        return change.build();
    }

    private void commit(LaneChange... changes) {
        store.commit(List.of(changes), story.ids.next());
    }

    private void end(ConversationId conversation, DeliveryState state) {
        List<OutboxItem> claimed = stores.outbox().claimDue(1, story.now(), ClaimLimit.of(10));
        assertThat(claimed).hasSize(1);
        assertThat(claimed.get(0).conversation()).isEqualTo(conversation);
        Delivery delivery = new Delivery(state, state == DeliveryState.ACCEPTED ? null : PROBLEM, 1, null);
        assertThat(stores.outbox()
                        .record(List.of(new DeliveryOutcome(claimed.get(0), delivery, story.now(), story.ids.next()))))
                .hasSize(1);
    }

    @Test
    void a_lane_is_loaded_with_its_rows_in_order_and_told_whether_there_are_more() {
        List<WaitingInbound> rows = story.accept("o1", "1", "2", "3");

        assertThat(load("o1", 3)).isEqualTo(new LaneSnapshot(Story.lane("o1"), rows, false, List.of()));
        assertThat(load("o1", 2)).isEqualTo(new LaneSnapshot(Story.lane("o1"), rows.subList(0, 2), true, List.of()));
        assertThat(load("nobody", 2)).isEqualTo(new LaneSnapshot(Story.lane("nobody"), List.of(), false, List.of()));
    }

    @Test
    void flooded_lanes_keep_no_other_from_being_loaded() {
        Map<Lane, List<WaitingInbound>> expected = new HashMap<>();
        List<Lane> lanes = new ArrayList<>();
        for (int user = 0; user < 40; user++) {
            int rows = user % 10 == 0 ? 150 : user % 3;
            String[] ids = IntStream.range(0, rows).mapToObj(i -> "m" + i).toArray(String[]::new);
            String name = "o" + user;
            for (int i = 0; i < ids.length; i++) {
                ids[i] = name + "-" + ids[i];
            }
            lanes.add(Story.lane(name));
            expected.put(Story.lane(name), story.accept(name, ids));
        }

        List<LaneSnapshot> loaded = store.load(lanes, 64);

        assertThat(loaded).extracting(LaneSnapshot::lane).containsExactlyInAnyOrderElementsOf(lanes);
        for (LaneSnapshot snapshot : loaded) {
            List<WaitingInbound> all = expected.get(snapshot.lane());
            assertThat(snapshot.waiting()).isEqualTo(all.subList(0, Math.min(64, all.size())));
            assertThat(snapshot.more()).isEqualTo(all.size() > 64);
        }
    }

    @Test
    void what_was_committed_is_read_back_whole() {
        story.accept("o1", "1", "2");
        LaneChange change = story.plan("o1").change();

        commit(change);

        Conversation head = change.conversations().get(0).after();
        assertThat(store.find(head.id()))
                .contains(new ConversationWithIdentity(head, change.identities().get(0)));
        for (Message message : change.messages()) {
            assertThat(store.message(head.id(), message.number())).contains(message);
        }
        assertThat(store.message(head.id(), 3)).isEmpty();
        assertThat(load("o1", 10))
                .isEqualTo(new LaneSnapshot(
                        Story.lane("o1"),
                        List.of(),
                        false,
                        List.of(new KnownIdentity(change.identities().get(0), head))));
    }

    @Test
    void every_kind_of_content_comes_back_as_it_went_in() {
        List<InboundContent> contents = List.of(
                new InboundContent.Text("长".repeat(20_000) + " 😀"),
                new InboundContent.Image("m1", null),
                new InboundContent.Link("标题", "描述", "https://example.com/?a=b&c=%20"),
                new InboundContent.Unsupported("emotion", Map.of("Foo", "bar")));
        for (int i = 0; i < contents.size(); i++) {
            ConversationId id = story.write("o1", "m" + i, contents.get(i));
            assertThat(story.message(id, i + 1).orElseThrow().content())
                    .isEqualTo(new MessageContent.Received(contents.get(i)));
        }
    }

    @Test
    void a_closed_conversation_is_no_longer_open_and_the_next_message_opens_another() {
        ConversationId first = story.write("o1", "1");
        story.close(first);
        assertThat(load("o1", 10).identities())
                .singleElement()
                .satisfies(known -> assertThat(known.open()).isNull());

        ConversationId second = story.write("o1", "2");

        assertThat(second).isNotEqualTo(first);
        assertThat(load("o1", 10).identities())
                .singleElement()
                .satisfies(known -> assertThat(known.open().id()).isEqualTo(second));
        assertThat(story.head(first).state()).isEqualTo(ConversationState.CLOSED);
    }

    @Test
    void customers_whose_ids_differ_in_case_or_account_are_different_ones() {
        ConversationId upper = story.write("oAbC", "1");
        ConversationId lower = story.write("oabc", "2");
        assertThat(upper).isNotEqualTo(lower);
        assertThat(store.find(upper).orElseThrow().identity().address())
                .isEqualTo(new ChannelAddress(Story.ACCOUNT, new ExternalUserId("oAbC")));

        WaitingInbound other = story.row(new ChannelAccountId(6), "oAbC", "1", new InboundContent.Text("一"), "trace");
        stores.inbound().insert(List.of(other));
        assertThat(store.load(List.of(other.lane()), 10).get(0).identities()).isEmpty();
    }

    @Test
    void a_change_that_rests_on_an_old_version_is_stale_and_changes_nothing() {
        ConversationId id = story.write("o1", "1");
        story.accept("o1", "2");
        LaneChange stale = story.plan("o1").change();
        story.reply(id, "快一步");
        Conversation before = story.head(id);

        assertThatThrownBy(() -> commit(stale)).isInstanceOf(StaleVersionException.class);

        assertThat(story.head(id)).isEqualTo(before);
        assertThat(load("o1", 10).waiting()).hasSize(1);
        assertThat(stores.queries().messagesFrom(id, 1, 10)).hasSize(2);
    }

    @Test
    void a_change_that_finishes_a_row_that_is_gone_is_stale_and_keeps_every_other_change_from_happening() {
        story.accept("o1", "1");
        story.accept("o2", "2");
        LaneChange one = story.plan("o1").change();
        LaneChange two = story.plan("o2").change();
        commit(one);

        assertThatThrownBy(() -> commit(two, one)).isInstanceOf(StaleVersionException.class);

        assertThat(load("o2", 10).waiting()).hasSize(1);
        assertThat(load("o2", 10).identities()).isEmpty();
    }

    @Test
    void a_customer_whom_somebody_else_met_first_makes_the_change_stale() {
        List<WaitingInbound> rows = story.accept("o1", "1", "2");
        LaneSnapshot snapshot = load("o1", 10);
        TimelinePlanner planner = new TimelinePlanner(story.ids, story.bot);
        LaneChange first = planner.plan(snapshot, rows.subList(0, 1)).change();
        LaneChange second = planner.plan(snapshot, rows.subList(1, 2)).change();
        commit(first);

        assertThatThrownBy(() -> commit(second)).isInstanceOf(StaleVersionException.class);
        assertThat(load("o1", 10).identities()).hasSize(1);
    }

    @Test
    void an_identity_has_one_open_conversation_at_most() {
        ConversationId id = story.write("o1", "1");
        ConversationWithIdentity read = store.find(id).orElseThrow();
        ConversationDraft another =
                ConversationDraft.open(new ConversationId(story.ids.next()), read.identity(), story.now());

        assertThatThrownBy(() -> commit(change(read, another))).isInstanceOf(StaleVersionException.class);
    }

    @Test
    void a_number_that_is_taken_makes_the_change_stale() {
        ConversationId id = story.write("o1", "1");
        Message known = story.message(id, 1).orElseThrow();
        LaneChange change = answer(id, "c", "trace");
        LaneChange sameNumber = new LaneChange(
                change.lane(),
                List.of(),
                List.of(),
                List.of(),
                change.conversations(),
                List.of(known),
                List.of(),
                List.of(),
                List.of());

        assertThatThrownBy(() -> commit(sameNumber)).isInstanceOf(StaleVersionException.class);
        assertThat(story.head(id).version()).isEqualTo(1);
    }

    @Test
    void a_client_id_that_is_there_is_told_apart_from_a_stale_version_and_changes_nothing() {
        ConversationId id = story.write("o1", "1");
        commit(answer(id, "c1", "trace"));

        assertThatThrownBy(() -> commit(answer(id, "c1", "trace"))).isInstanceOf(KeyTakenException.class);

        assertThat(stores.queries().messagesFrom(id, 1, 10)).hasSize(2);
        assertThat(stores.outbox().countPending()).isEqualTo(1);
        assertThat(store.messageByClientId(id, "c1").orElseThrow().number()).isEqualTo(2);
    }

    @Test
    void client_ids_are_compared_byte_by_byte_and_within_their_conversation() {
        ConversationId id = story.write("o1", "1");
        ConversationId other = story.write("o2", "2");
        commit(answer(id, "aB", "trace"));
        commit(answer(id, "ab", "trace"));
        commit(answer(id, "ab ", "trace"));
        commit(answer(other, "aB", "trace"));

        assertThat(store.messageByClientId(id, "aB").orElseThrow().number()).isEqualTo(2);
        assertThat(store.messageByClientId(id, "ab").orElseThrow().number()).isEqualTo(3);
        assertThat(store.messageByClientId(id, "ab ").orElseThrow().number()).isEqualTo(4);
        assertThat(store.messageByClientId(id, "AB")).isEmpty();
        assertThat(store.messageByClientId(other, "ab")).isEmpty();
    }

    @Test
    void what_does_not_fit_is_refused_with_everything_that_was_to_be_committed_with_it() {
        ConversationId id = story.write("o1", "1");
        story.accept("o2", "2");

        assertThatThrownBy(() -> commit(story.plan("o2").change(), answer(id, "c", "t".repeat(65))))
                .isInstanceOf(RefusedByStoreException.class);

        assertThat(load("o2", 10).waiting()).hasSize(1);
        assertThat(story.head(id).version()).isEqualTo(1);
    }

    @Test
    void what_failed_can_be_sent_again_and_its_dead_letter_is_gone() {
        ConversationId id = story.write("o1", "1");
        Message sent = story.reply(id, "您好");
        end(id, DeliveryState.FAILED);
        assertThat(stores.outbox().countDead()).isEqualTo(1);

        assertThat(story.resend(id, sent.number())).isInstanceOf(CommandResult.Written.class);

        assertThat(story.message(id, sent.number()).orElseThrow().delivery()).isEqualTo(Delivery.PENDING);
        assertThat(stores.outbox().countDead()).isZero();
        assertThat(stores.outbox().countPending()).isEqualTo(1);
        end(id, DeliveryState.ACCEPTED);
        assertThat(story.resend(id, sent.number())).isInstanceOf(CommandResult.NotResendable.class);
    }

    @Test
    void two_who_send_the_same_message_again_at_the_same_time_send_it_once() {
        ConversationId id = story.write("o1", "1");
        Message sent = story.reply(id, "您好");
        end(id, DeliveryState.UNKNOWN);
        ConversationWithIdentity read = store.find(id).orElseThrow();
        Function<Long, LaneChange> again = version -> {
            ConversationDraft draft = ConversationDraft.of(read.conversation(), read.identity());
            Message unused = draft.resend(
                    new OutboundMessageId(story.ids.next()),
                    sent,
                    new MessageContent.Sent(new OutboundContent.Text("您好")),
                    "trace",
                    story.now());
            LaneChange change = change(read, draft);
            Conversation after = change.conversations().get(0).after();
            Conversation moved =
                    new ConversationBuilder(after).version(version + 1).build();
            return new LaneChange(
                    change.lane(),
                    List.of(),
                    List.of(),
                    List.of(),
                    List.of(new ConversationWrite(version, moved)),
                    List.of(),
                    change.redeliveries(),
                    change.outbox(),
                    List.of());
        };
        commit(again.apply(read.conversation().version()));

        // Even with the right version: the message is neither failed nor unknown any more.
        assertThatThrownBy(() -> commit(again.apply(read.conversation().version() + 1)))
                .isInstanceOf(StaleVersionException.class);
        assertThat(stores.outbox().countPending()).isEqualTo(1);
    }

    @Test
    void hundreds_of_lanes_are_committed_at_once() {
        List<String> users = IntStream.range(0, 300).mapToObj(i -> "o" + i).toList();
        users.forEach(user -> story.accept(user, user + "-1", user + "-2"));
        List<LaneChange> changes =
                users.stream().map(user -> story.plan(user).change()).toList();

        store.commit(changes, story.ids.next());

        assertThat(stores.inbound().countWaiting()).isZero();
        Map<Lane, LaneSnapshot> loaded = store
                .load(users.stream().map(Story::lane).toList(), 10)
                .stream()
                .collect(Collectors.toMap(LaneSnapshot::lane, snapshot -> snapshot));
        users.forEach(user -> assertThat(loaded.get(Story.lane(user)).identities())
                .singleElement()
                .satisfies(known -> assertThat(known.open().lastNumber()).isEqualTo(2)));
    }

    @Test
    void of_those_who_commit_from_the_same_reading_one_wins() throws Exception {
        ConversationId id = story.write("o1", "1");
        List<Callable<Boolean>> calls = IntStream.range(0, 8)
                .mapToObj(i -> answer(id, "c" + i, "trace"))
                .<Callable<Boolean>>map(change -> () -> {
                    try {
                        commit(change);
                        return true;
                    } catch (StaleVersionException e) {
                        return false;
                    }
                })
                .toList();
        ExecutorService callers = Executors.newFixedThreadPool(8);
        int won = 0;
        for (Future<Boolean> call : callers.invokeAll(calls)) {
            won += call.get() ? 1 : 0;
        }
        callers.shutdown();

        assertThat(won).isEqualTo(1);
        assertThat(story.head(id).version()).isEqualTo(2);
        assertThat(stores.queries().messagesFrom(id, 1, 10))
                .extracting(Message::number)
                .containsExactly(1, 2);
    }

    @Test
    void finds_those_who_wait_for_the_bot_the_longest_first() {
        story.bot.greets("您好");
        ConversationId first = story.write("o1", "1");
        story.pass(Duration.ofSeconds(1));
        ConversationId second = story.write("o2", "2");
        story.pass(Duration.ofSeconds(1));
        Instant before = story.now();
        story.write("o3", "3");
        story.write("o4", "4", new InboundContent.Subscribed(null));

        assertThat(store.waitingForBotSince(before, 10))
                .extracting(found -> found.conversation().id())
                .containsExactly(first, second);
        assertThat(store.waitingForBotSince(before, 1))
                .extracting(found -> found.conversation().id())
                .containsExactly(first);
        story.reply(first, "我来");
        assertThat(store.waitingForBotSince(before, 10))
                .extracting(found -> found.conversation().id())
                .containsExactly(second);
    }

    @Test
    void finds_those_who_wait_for_the_agents_since_a_span_of_time() {
        ConversationId first = story.write("o1", "1");
        story.pass(Duration.ofSeconds(1));
        Instant from = story.now();
        ConversationId second = story.write("o2", "2");
        ConversationId third = story.write("o3", "3");
        story.pass(Duration.ofSeconds(1));
        Instant to = story.now();
        story.write("o4", "4");
        story.bot.greets("您好");
        story.write("o5", "5");

        assertThat(store.waitingForAgentsSince(from, to, 10))
                .extracting(found -> found.conversation().id())
                .containsExactlyInAnyOrder(second, third);
        assertThat(store.waitingForAgentsSince(Instant.EPOCH, to, 1))
                .extracting(found -> found.conversation().id())
                .containsExactly(first);
        story.reply(second, "我来");
        assertThat(store.waitingForAgentsSince(from, to, 10))
                .extracting(found -> found.conversation().id())
                .containsExactly(third);
    }

    @Test
    void finds_the_open_conversations_of_an_account_page_by_page() {
        ConversationId first = story.write("o1", "1");
        ConversationId second = story.write("o2", "2");
        ConversationId third = story.write("o3", "3");
        var all = store.openOf(account(first), null, 10);
        assertThat(all).extracting(found -> found.conversation().id()).containsExactlyInAnyOrder(first, second, third);

        assertThat(store.openOf(account(first), all.get(0).identity().id(), 1)).containsExactly(all.get(1));
        assertThat(store.openOf(account(first), all.get(2).identity().id(), 10)).isEmpty();
        assertThat(store.openOf(new ChannelAccountId(404), null, 10)).isEmpty();
    }

    private ChannelAccountId account(ConversationId id) {
        return store.find(id).orElseThrow().identity().address().account();
    }

    @Test
    void what_does_not_exist_is_not_found() {
        ConversationId nobody = new ConversationId(404);

        assertThat(store.find(nobody)).isEmpty();
        assertThat(store.message(nobody, 1)).isEmpty();
        assertThat(store.messageByClientId(nobody, "c")).isEmpty();
        assertThat(store.load(List.of(), 10)).isEmpty();
    }

    @Test
    void whoever_was_met_at_an_address_is_found_by_it_byte_by_byte() {
        ConversationId id = story.write("oAbC", "1");

        assertThat(store.identityAt(new ChannelAddress(Story.ACCOUNT, new ExternalUserId("oAbC"))))
                .contains(store.find(id).orElseThrow().identity());
        assertThat(store.identityAt(new ChannelAddress(Story.ACCOUNT, new ExternalUserId("oabc"))))
                .isEmpty();
        assertThat(store.identityAt(new ChannelAddress(new ChannelAccountId(404), new ExternalUserId("oAbC"))))
                .isEmpty();
    }
}
