package io.keshu.domain.outbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.keshu.channels.api.AccountDescriptor;
import io.keshu.channels.api.Channel;
import io.keshu.channels.api.ChannelAccount;
import io.keshu.channels.api.ChannelAccountId;
import io.keshu.channels.api.ChannelCapability;
import io.keshu.channels.api.ChannelType;
import io.keshu.channels.api.DeliveryProblem;
import io.keshu.channels.api.DeliveryResult;
import io.keshu.channels.api.InboundEnvelope;
import io.keshu.channels.api.OutboundMessage;
import io.keshu.domain.Between;
import io.keshu.domain.InMemoryHub;
import io.keshu.domain.ScriptedChannel;
import io.keshu.domain.account.AccountDirectory;
import io.keshu.domain.account.Channels;
import io.keshu.domain.conversation.CommandResult;
import io.keshu.domain.conversation.ConversationId;
import io.keshu.domain.message.Delivery;
import io.keshu.domain.message.DeliveryState;
import io.keshu.domain.ops.PipelineObserver;
import io.keshu.domain.store.RefusedByStoreException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Dispatcher and recorder together, on the stores in memory. */
class DeliveryTest {

    private final InMemoryHub hub = new InMemoryHub();
    private final List<InMemoryHub.Node> nodes = new ArrayList<>();

    private InMemoryHub.Node keep(InMemoryHub.Node node) {
        nodes.add(node);
        node.acceptor.start();
        node.pipeline.start();
        return node;
    }

    private InMemoryHub.Node node(Between.Interceptor outbox) {
        return keep(hub.node(
                UnaryOperator.identity(),
                UnaryOperator.identity(),
                store -> Between.of(OutboxStore.class, store, outbox)));
    }

    @AfterEach
    void stop() {
        hub.stores.unavailable(false);
        nodes.forEach(InMemoryHub.Node::close);
    }

    private ConversationId conversation(InMemoryHub.Node node, String user) {
        node.accept(hub.text(user, "first-" + user, "在吗"));
        await().until(() -> !hub.timelineOf(user).isEmpty());
        return hub.timelineOf(user).get(0).conversation();
    }

    private void reply(InMemoryHub.Node node, ConversationId conversation, String text) {
        assertThat(node.commands.reply(conversation, InMemoryHub.AGENT, text, text, "trace"))
                .isInstanceOf(CommandResult.Written.class);
    }

    private List<Delivery> deliveries(ConversationId conversation) {
        return hub.timeline(conversation).stream()
                .filter(message -> message.delivery() != null)
                .map(message -> message.delivery())
                .toList();
    }

    private static DeliveryProblem problem(String detail) {
        return new DeliveryProblem(DeliveryProblem.Reason.CONTENT_REFUSED, "1", detail);
    }

    static Stream<RuntimeException> faults() {
        return Stream.of(
                new RefusedByStoreException("Data too long"),
                new IllegalStateException("An error that nobody foresaw"));
    }

    @ParameterizedTest
    @MethodSource("faults")
    void an_end_that_the_store_refuses_is_written_without_its_words_and_holds_up_no_other(RuntimeException fault) {
        InMemoryHub.Node node = node((method, arguments, proceed) -> {
            if (method.equals("record")
                    && ((Collection<?>) arguments[0])
                            .stream()
                                    .map(outcome -> ((DeliveryOutcome) outcome)
                                            .delivery()
                                            .problem())
                                    .anyMatch(found ->
                                            found != null && found.detail().equals("unbearable"))) {
                throw fault;
            }
            return proceed.call();
        });
        ConversationId first = conversation(node, "o1");
        ConversationId second = conversation(node, "o2");
        node.channel.next(new DeliveryResult.Rejected(problem("unbearable")));
        reply(node, first, "一");
        reply(node, second, "二");
        node.dispatcher.start();
        await().until(() ->
                node.dispatcher.inFlight() == 0 && hub.stores.outbox().countPending() == 0);

        node.recorder.start();

        await().untilAsserted(() -> {
            assertThat(List.of(
                            deliveries(first).get(0).state(),
                            deliveries(second).get(0).state()))
                    .containsExactlyInAnyOrder(DeliveryState.FAILED, DeliveryState.ACCEPTED);
        });
        assertThat(hub.stores.outbox().countDead()).isEqualTo(1);
    }

    @Test
    void what_was_sent_while_the_store_was_away_is_recorded_when_it_is_back() {
        InMemoryHub.Node node = keep(hub.node());
        ConversationId conversation = conversation(node, "o1");
        CountDownLatch sending = new CountDownLatch(1);
        CountDownLatch go = new CountDownLatch(1);
        node.channel.next(message -> {
            sending.countDown();
            awaitUninterruptibly(go);
            return new DeliveryResult.Accepted(null);
        });
        reply(node, conversation, "您好");
        node.recorder.start();
        node.dispatcher.start();
        awaitUninterruptibly(sending);
        hub.stores.unavailable(true);
        go.countDown();
        await().until(() -> node.dispatcher.inFlight() == 0);

        hub.stores.unavailable(false);

        await().untilAsserted(() -> assertThat(deliveries(conversation))
                .extracting(Delivery::state)
                .containsExactly(DeliveryState.ACCEPTED));
    }

    @Test
    void what_was_claimed_while_the_hub_stops_is_still_sent() throws Exception {
        CountDownLatch claiming = new CountDownLatch(1);
        CountDownLatch go = new CountDownLatch(1);
        InMemoryHub.Node node = node((method, arguments, proceed) -> {
            Object claimed = proceed.call();
            if (method.equals("claimDue") && !((List<?>) claimed).isEmpty()) {
                claiming.countDown();
                go.await();
            }
            return claimed;
        });
        ConversationId conversation = conversation(node, "o1");
        reply(node, conversation, "您好");
        node.recorder.start();
        node.dispatcher.start();
        claiming.await();
        Thread closing = new Thread(node.dispatcher::close);
        closing.start();
        await().until(() -> closing.getState() == Thread.State.TIMED_WAITING);

        go.countDown();
        closing.join();

        assertThat(node.channel.delivered()).containsExactly("您好");
        await().untilAsserted(() -> assertThat(deliveries(conversation))
                .extracting(Delivery::state)
                .containsExactly(DeliveryState.ACCEPTED));
    }

    @Test
    void a_claim_whose_sender_died_becomes_unknown_and_is_not_sent_again_by_itself() {
        InMemoryHub.Node node = keep(hub.node());
        ConversationId conversation = conversation(node, "o1");
        reply(node, conversation, "您好");
        assertThat(hub.stores.outbox().claimDue(9, hub.clock.instant(), ClaimLimit.of(10)))
                .hasSize(1);
        node.recorder.start();
        node.dispatcher.start();
        node.dispatcher.sweep();
        assertThat(deliveries(conversation)).extracting(Delivery::state).containsExactly(DeliveryState.PENDING);

        hub.clock.advance(Duration.ofSeconds(31));
        node.dispatcher.sweep();

        await().untilAsserted(() -> assertThat(deliveries(conversation))
                .singleElement()
                .satisfies(delivery -> {
                    assertThat(delivery.state()).isEqualTo(DeliveryState.UNKNOWN);
                    assertThat(delivery.problem().reason()).isEqualTo(DeliveryProblem.Reason.INTERRUPTED);
                }));
        reply(node, conversation, "还在吗");
        await().until(() -> node.channel.delivered().equals(List.of("还在吗")));
    }

    @Test
    void a_channel_that_throws_leaves_its_message_unknown_and_the_next_one_goes() {
        InMemoryHub.Node node = keep(hub.node());
        ConversationId conversation = conversation(node, "o1");
        node.channel.next(message -> {
            throw new IllegalStateException("bug");
        });
        reply(node, conversation, "一");
        reply(node, conversation, "二");
        node.recorder.start();
        node.dispatcher.start();

        await().untilAsserted(() -> assertThat(deliveries(conversation))
                .extracting(Delivery::state)
                .containsExactly(DeliveryState.UNKNOWN, DeliveryState.ACCEPTED));
        assertThat(node.channel.delivered()).containsExactly("二");
    }

    @Test
    void a_message_that_is_to_be_tried_again_is_tried_when_its_time_has_come_and_then_those_behind_it() {
        InMemoryHub.Node node = keep(hub.node());
        ConversationId conversation = conversation(node, "o1");
        node.channel.next(new DeliveryResult.RetryLater(Duration.ofSeconds(30), problem("busy")));
        reply(node, conversation, "一");
        reply(node, conversation, "二");
        node.recorder.start();
        node.dispatcher.start();
        await().until(() -> deliveries(conversation).get(0).nextAttemptAt() != null);
        assertThat(node.channel.delivered()).isEmpty();

        hub.clock.advance(Duration.ofSeconds(40));

        await().until(() -> node.channel.delivered().equals(List.of("一", "二")));
    }

    @Test
    void a_message_in_back_off_holds_the_later_ones_for_two_minutes_at_most() {
        InMemoryHub.Node node = keep(hub.node());
        ConversationId conversation = conversation(node, "o1");
        node.channel.next(new DeliveryResult.RetryLater(Duration.ofMinutes(30), problem("busy")));
        reply(node, conversation, "一");
        reply(node, conversation, "二");
        node.recorder.start();
        node.dispatcher.start();
        await().until(() -> deliveries(conversation).get(0).nextAttemptAt() != null);

        hub.clock.advance(Duration.ofSeconds(121));

        await().until(() -> node.channel.delivered().equals(List.of("二")));
        assertThat(deliveries(conversation)).extracting(Delivery::state).first().isEqualTo(DeliveryState.PENDING);
    }

    /** A channel that never answers for some accounts, and counts what is under way for each. */
    private static final class Hanging implements Channel {
        final Map<ChannelAccountId, Integer> underWay = new ConcurrentHashMap<>();
        final Set<ChannelAccountId> delivered = ConcurrentHashMap.newKeySet();
        final CountDownLatch end = new CountDownLatch(1);

        @Override
        public ChannelType type() {
            return ScriptedChannel.TYPE;
        }

        @Override
        public Set<ChannelCapability> capabilities() {
            return Set.of(ChannelCapability.SEND_TEXT);
        }

        @Override
        public AccountDescriptor accountDescriptor() {
            return new AccountDescriptor(ScriptedChannel.TYPE, false, List.of());
        }

        @Override
        public DeliveryResult deliver(OutboundMessage message) {
            ChannelAccountId account = message.to().account();
            if (account.equals(InMemoryHub.ACCOUNT)) {
                delivered.add(account);
                return new DeliveryResult.Accepted(null);
            }
            underWay.merge(account, 1, Integer::sum);
            awaitUninterruptibly(end);
            return new DeliveryResult.Accepted(null);
        }
    }

    @Test
    void accounts_that_hang_never_take_the_room_of_one_that_does_not() {
        List<ChannelAccountId> silent =
                Stream.of(101L, 102L, 103L, 104L).map(ChannelAccountId::new).toList();
        silent.forEach(account -> hub.stores
                .accounts()
                .insert(new ChannelAccount(
                        account, ScriptedChannel.TYPE, "k" + account, "静", true, Map.of(), Map.of(), 1)));
        InMemoryHub.Node node = keep(hub.node());
        AccountDirectory accounts = new AccountDirectory(hub.stores.accounts(), node.ids);
        accounts.refresh();
        for (ChannelAccountId account : silent) {
            for (int i = 0; i < 40; i++) {
                InboundEnvelope text = hub.text("u" + i, account + "-" + i, "在吗");
                node.accept(new InboundEnvelope(
                        account, text.id(), text.user(), text.sentAt(), text.content(), text.raw()));
            }
        }
        await().until(() -> hub.open().size() == 160);
        hub.open().forEach(row -> reply(node, row.conversation().id(), "您好"));
        reply(node, conversation(node, "o1"), "您好");
        Hanging channel = new Hanging();
        node.recorder.start();

        try (OutboxDispatcher dispatcher = new OutboxDispatcher(
                hub.stores.outbox(),
                accounts,
                new Channels(List.of(channel)),
                node.recorder,
                node.ids,
                hub.clock,
                PipelineObserver.NONE,
                Executors.newCachedThreadPool())) {
            dispatcher.start();

            await().until(() -> channel.delivered.contains(InMemoryHub.ACCOUNT));
            assertThat(channel.underWay.keySet()).isSubsetOf(silent);
            assertThat(channel.underWay.values()).allMatch(count -> count <= OutboxDispatcher.MAX_PER_ACCOUNT);
            channel.end.countDown();
        }
    }

    private static void awaitUninterruptibly(CountDownLatch latch) {
        await().atMost(Duration.ofSeconds(30)).until(() -> latch.getCount() == 0);
    }
}
