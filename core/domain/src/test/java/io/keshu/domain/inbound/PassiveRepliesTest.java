package io.keshu.domain.inbound;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.keshu.channels.api.Acceptance;
import io.keshu.channels.api.InboundEnvelope;
import io.keshu.channels.api.OutboundContent;
import io.keshu.channels.api.PassiveReply;
import io.keshu.domain.InMemoryHub;
import io.keshu.domain.autoreply.AutoAnswer;
import io.keshu.domain.lock.Lane;
import io.keshu.domain.message.Delivery;
import io.keshu.domain.message.DeliveryState;
import io.keshu.domain.message.Message;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Waits are without limit here, so that whoever waits where no answer is due waits too long. */
class PassiveRepliesTest {

    private static final Duration FOR_EVER = Duration.ofDays(1);

    private final InMemoryHub hub = new InMemoryHub();
    private final InMemoryHub.Node node = hub.node().start();
    private final PassiveReplies patient =
            new PassiveReplies(hub.bot, hub.stores.outbox(), node.recorder, node.ids, hub.clock, FOR_EVER);

    @AfterEach
    void stop() {
        node.close();
        patient.close();
    }

    private WaitingInbound row(long id) {
        InboundEnvelope envelope = hub.text("o1", "" + id, "在吗");
        return new WaitingInbound(
                id, Lane.of(envelope.account(), envelope.user()), envelope, "trace", hub.clock.instant());
    }

    private CompletableFuture<Optional<PassiveReply>> waiting(WaitingInbound row) {
        return patient.await(row.id(), Acceptance.Kind.NEW, row.envelope(), FOR_EVER, content -> true, "trace")
                .toCompletableFuture();
    }

    private static Optional<PassiveReply> answerOf(CompletableFuture<Optional<PassiveReply>> call) {
        return call.orTimeout(30, TimeUnit.SECONDS).join();
    }

    private static Optional<PassiveReply> reply(Acceptance acceptance, boolean writable) {
        return answerOf(acceptance.replyWithin(FOR_EVER, content -> writable).toCompletableFuture());
    }

    @Test
    void nobody_waits_for_a_message_that_no_bot_may_answer() {
        assertThat(answerOf(waiting(row(1)))).isEmpty();
    }

    @Test
    void a_call_that_waits_is_let_go_when_its_message_went_to_the_agents() {
        hub.bot.greets("您好");
        CompletableFuture<Optional<PassiveReply>> call = waiting(row(1));
        await().until(() -> patient.awaited(1));

        patient.notDue(row(1));

        assertThat(answerOf(call)).isEmpty();
        assertThat(patient.awaited(1)).isFalse();
    }

    @Test
    void a_call_that_comes_to_wait_after_the_decision_finds_it() {
        hub.bot.greets("您好");
        patient.notDue(row(1));
        patient.none(2);

        assertThat(answerOf(waiting(row(1)))).isEmpty();
        assertThat(answerOf(waiting(row(2)))).isEmpty();
    }

    @Test
    void old_decisions_are_forgotten_and_calls_that_wait_are_not() {
        hub.bot.greets("您好");
        CompletableFuture<Optional<PassiveReply>> call = waiting(row(1));
        await().until(() -> patient.awaited(1));

        for (long id = 2; id < 3L * PassiveReplies.KEPT; id++) {
            patient.none(id);
        }

        assertThat(patient.awaited(1)).isTrue();
        assertThat(patient.decisions()).isLessThanOrEqualTo(PassiveReplies.KEPT + 1);
        patient.none(1);
        assertThat(answerOf(call)).isEmpty();
    }

    @Test
    void an_answer_that_a_call_waits_for_leaves_with_it_and_not_by_the_outbox() {
        CountDownLatch go = new CountDownLatch(1);
        hub.bot.answers(task -> {
            await().until(() -> go.getCount() == 0);
            return new AutoAnswer.Reply(new OutboundContent.Text("您好"), true);
        });
        Acceptance acceptance = node.accept(hub.text("o1", "1", "在吗"));
        CompletableFuture<Optional<PassiveReply>> call =
                acceptance.replyWithin(FOR_EVER, content -> true).toCompletableFuture();
        go.countDown();

        Optional<PassiveReply> reply = answerOf(call);

        if (reply.isPresent()) {
            assertThat(reply.get().message().content()).isEqualTo(new OutboundContent.Text("您好"));
            reply.get().written();
        }
        await().untilAsserted(() -> assertThat(hub.timelineOf("o1").stream()
                        .map(Message::delivery)
                        .filter(Objects::nonNull)
                        .map(Delivery::state))
                .containsExactly(DeliveryState.ACCEPTED));
        // By exactly one of the two ways.
        assertThat(node.channel.delivered()).hasSize(reply.isPresent() ? 0 : 1);
        assertThat(hub.stores.outbox().countPending()).isZero();
    }

    @Test
    void a_second_delivery_of_the_message_gets_the_same_answer() {
        hub.bot.greets("您好");
        node.dispatcher.close();
        Acceptance first = node.accept(hub.text("o1", "1", "在吗"));
        Optional<PassiveReply> answer = reply(first, true);
        assertThat(answer).isPresent();
        answer.get().unclear("The connection broke");

        Acceptance second = node.accept(hub.text("o1", "1", "在吗"));
        Optional<PassiveReply> again = reply(second, true);

        assertThat(second.kind()).isEqualTo(Acceptance.Kind.DUPLICATE);
        assertThat(again).isPresent();
        assertThat(again.get().message().id()).isEqualTo(answer.get().message().id());
        again.get().written();
        await().untilAsserted(() ->
                assertThat(hub.timelineOf("o1").get(1).delivery().state()).isEqualTo(DeliveryState.ACCEPTED));
    }

    @Test
    void what_the_channel_can_not_write_into_its_answer_leaves_by_the_outbox_once() {
        hub.bot.greets("您好");
        Acceptance acceptance = node.accept(hub.text("o1", "1", "在吗"));

        assertThat(reply(acceptance, false)).isEmpty();

        await().until(() -> {
            hub.clock.advance(PassiveReplies.RESERVED);
            node.dispatcher.wake();
            return node.channel.delivered().equals(List.of("您好"));
        });
        assertThat(hub.textsOf("o1")).containsExactly("在吗", "您好");
    }
}
