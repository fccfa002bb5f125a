package io.keshu.domain.conversation;

import static org.assertj.core.api.Assertions.assertThat;

import io.keshu.channels.api.ChannelAccountId;
import io.keshu.channels.api.ExternalMessageId;
import io.keshu.channels.api.ExternalUserId;
import io.keshu.channels.api.InboundContent;
import io.keshu.channels.api.InboundEnvelope;
import io.keshu.domain.autoreply.AutoAnswer;
import io.keshu.domain.autoreply.AutoReplyTask;
import io.keshu.domain.autoreply.AutoResponder;
import io.keshu.domain.autoreply.OverdueTask;
import io.keshu.domain.conversation.TimelinePlanner.Plan;
import io.keshu.domain.fact.Fact;
import io.keshu.domain.inbound.WaitingInbound;
import io.keshu.domain.lock.Lane;
import io.keshu.domain.message.Message;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class TimelinePlannerTest {

    private static final ChannelAccountId ACCOUNT = new ChannelAccountId(9);
    private static final Instant NOON = Instant.parse("2026-05-01T12:00:00Z");

    private final AtomicLong ids = new AtomicLong(1000);

    /** A bot that answers first questions and subscriptions, or nothing at all. */
    private static final class Bot implements AutoResponder {
        boolean on;

        @Override
        public boolean mayAnswer(ChannelAccountId account, InboundContent content, int botReplies) {
            return on && botReplies == 0;
        }

        @Override
        public AutoAnswer answer(AutoReplyTask task) {
            return new AutoAnswer.HandOver();
        }

        @Override
        public List<Duration> waits() {
            return List.of();
        }

        @Override
        public AutoAnswer overdue(OverdueTask task) {
            return new AutoAnswer.Silence();
        }
    }

    private final Bot bot = new Bot();
    private final TimelinePlanner planner = new TimelinePlanner(ids::incrementAndGet, bot);

    private WaitingInbound row(String user, InboundContent content) {
        long id = ids.incrementAndGet();
        ExternalUserId external = new ExternalUserId(user);
        InboundEnvelope envelope =
                new InboundEnvelope(ACCOUNT, new ExternalMessageId("msg:" + id), external, NOON, content, "<xml/>");
        return new WaitingInbound(id, Lane.of(ACCOUNT, external), envelope, "trace-" + id, NOON.plusSeconds(id));
    }

    private Plan plan(WaitingInbound... rows) {
        LaneSnapshot snapshot = new LaneSnapshot(rows[0].lane(), List.of(rows), false, List.of());
        return planner.plan(snapshot, snapshot.waiting());
    }

    private LaneSnapshot after(Plan plan, WaitingInbound... rows) {
        List<LaneSnapshot.KnownIdentity> known = new ArrayList<>();
        known.add(new LaneSnapshot.KnownIdentity(
                plan.change().identities().get(0),
                plan.change().conversations().get(0).after()));
        return new LaneSnapshot(rows[0].lane(), List.of(rows), false, known);
    }

    @Test
    void a_first_message_brings_customer_identity_and_conversation() {
        WaitingInbound first = row("oA", new InboundContent.Text("在吗"));

        LaneChange change = plan(first).change();

        assertThat(change.customers()).hasSize(1);
        assertThat(change.identities())
                .singleElement()
                .satisfies(identity -> assertThat(identity.address().user()).isEqualTo(new ExternalUserId("oA")));
        assertThat(change.conversations()).singleElement().satisfies(write -> {
            assertThat(write.isNew()).isTrue();
            assertThat(write.after().version()).isEqualTo(1);
            assertThat(write.after().state()).isEqualTo(ConversationState.QUEUED);
            assertThat(write.after().waitingSince()).isEqualTo(first.receivedAt());
            assertThat(write.after().preview().text()).isEqualTo("在吗");
        });
        assertThat(change.finished()).containsExactly(first.id());
    }

    @Test
    void messages_are_numbered_in_order_of_arrival_without_gaps() {
        Plan first = plan(
                row("oA", new InboundContent.Text("1")),
                row("oA", new InboundContent.Image("m", null)),
                row("oA", new InboundContent.Text("3")));
        assertThat(first.change().messages()).extracting(Message::number).containsExactly(1, 2, 3);

        WaitingInbound next = row("oA", new InboundContent.Text("4"));
        LaneSnapshot snapshot = after(first, next);
        Plan second = planner.plan(snapshot, snapshot.waiting());

        assertThat(second.change().messages()).extracting(Message::number).containsExactly(4);
        assertThat(second.change().customers()).isEmpty();
        assertThat(second.change().conversations()).singleElement().satisfies(write -> {
            assertThat(write.expectedVersion()).isEqualTo(1);
            assertThat(write.after().version()).isEqualTo(2);
            assertThat(write.after().inboundCount()).isEqualTo(4);
        });
    }

    @Test
    void waiting_counts_from_the_first_unanswered_message() {
        WaitingInbound first = row("oA", new InboundContent.Text("1"));
        Plan plan = plan(first, row("oA", new InboundContent.Text("2")));

        assertThat(plan.change().conversations().get(0).after().waitingSince()).isEqualTo(first.receivedAt());
    }

    @Test
    void an_event_alone_makes_nobody_wait() {
        Conversation now = plan(row("oA", new InboundContent.Subscribed(null)))
                .change()
                .conversations()
                .get(0)
                .after();

        assertThat(now.state()).isEqualTo(ConversationState.BOT);
        assertThat(now.waitingSince()).isNull();
        assertThat(now.inboundCount()).isZero();
    }

    @Test
    void an_event_that_nobody_knows_makes_nobody_wait_and_a_message_that_nobody_knows_does() {
        Conversation event = plan(row("oA", new InboundContent.Unsupported("event:annual_renew", Map.of())))
                .change()
                .conversations()
                .get(0)
                .after();
        Conversation message = plan(row("oB", new InboundContent.Unsupported("hologram", Map.of())))
                .change()
                .conversations()
                .get(0)
                .after();

        assertThat(event.state()).isEqualTo(ConversationState.BOT);
        assertThat(event.waitingSince()).isNull();
        assertThat(message.state()).isEqualTo(ConversationState.QUEUED);
    }

    @Test
    void a_question_that_the_bot_may_answer_becomes_a_task_about_what_came_last() {
        bot.on = true;
        WaitingInbound question = row("oA", new InboundContent.Text("在吗"));

        Plan plan = plan(row("oA", new InboundContent.Subscribed(null)), question);

        Conversation now = plan.change().conversations().get(0).after();
        assertThat(now.state()).isEqualTo(ConversationState.BOT);
        assertThat(plan.tasks()).singleElement().satisfies(task -> {
            assertThat(task.message()).isEqualTo(now.lastInbound());
            assertThat(task.inboundId()).isEqualTo(question.id());
            assertThat(task.asks()).isTrue();
        });
    }

    @Test
    void every_tap_is_a_task_of_its_own_and_what_comes_after_it_takes_nothing_from_it() {
        bot.on = true;
        WaitingInbound tap = row("oA", new InboundContent.MenuClick("CLICK", "a"));
        WaitingInbound scan = row("oA", new InboundContent.Scanned("door"));
        WaitingInbound question = row("oA", new InboundContent.Text("在吗"));

        Plan plan = plan(tap, scan, row("oA", new InboundContent.Text("您好")), question);

        assertThat(plan.tasks())
                .extracting(AutoReplyTask::inboundId)
                .containsExactly(tap.id(), scan.id(), question.id());
        assertThat(plan.tasks()).extracting(AutoReplyTask::asks).containsExactly(false, false, true);
    }

    @Test
    void of_a_conversation_with_the_agents_the_bot_is_asked_about_taps_and_scans_alone() {
        Plan first = plan(row("oA", new InboundContent.Text("在吗")));
        bot.on = true;
        WaitingInbound tap = row("oA", new InboundContent.MenuClick("CLICK", "a"));
        WaitingInbound scan = row("oA", new InboundContent.Scanned("door"));
        LaneSnapshot snapshot = after(first, tap, row("oA", new InboundContent.Text("有人吗")), scan);

        Plan plan = planner.plan(snapshot, snapshot.waiting());

        assertThat(plan.tasks()).extracting(AutoReplyTask::inboundId).containsExactly(tap.id(), scan.id());
        assertThat(plan.tasks()).extracting(AutoReplyTask::asks).containsOnly(false);
        Conversation now = plan.change().conversations().get(0).after();
        assertThat(now.state()).isEqualTo(ConversationState.QUEUED);
        assertThat(now.botSince()).isNull();
        assertThat(now.waitingSince())
                .isEqualTo(first.change().conversations().get(0).after().waitingSince());
    }

    @Test
    void two_customers_who_share_a_lane_keep_their_own_conversations() {
        WaitingInbound a = row("oA", new InboundContent.Text("a"));
        WaitingInbound other = row("oB", new InboundContent.Text("b"));
        WaitingInbound b =
                new WaitingInbound(other.id(), a.lane(), other.envelope(), other.traceId(), other.receivedAt());

        LaneChange change = plan(a, b).change();

        assertThat(change.identities()).hasSize(2);
        assertThat(change.conversations()).hasSize(2);
        assertThat(change.messages()).extracting(Message::number).containsExactly(1, 1);
    }

    @Test
    void a_delivery_receipt_is_worked_off_without_entering_the_timeline() {
        WaitingInbound receipt = row("oA", new InboundContent.DeliveryReceipt("1", null, "success"));

        LaneChange change = plan(receipt).change();

        assertThat(change.finished()).containsExactly(receipt.id());
        assertThat(change.messages()).isEmpty();
        assertThat(change.conversations()).isEmpty();
    }

    @Test
    void every_message_and_every_change_of_state_is_a_fact() {
        LaneChange change = plan(row("oA", new InboundContent.Text("1")), row("oA", new InboundContent.Text("2")))
                .change();

        assertThat(change.facts())
                .filteredOn(Fact.MessageAdded.class::isInstance)
                .hasSize(2);
        assertThat(change.facts())
                .filteredOn(Fact.StateChanged.class::isInstance)
                .singleElement()
                .satisfies(fact -> assertThat(((Fact.StateChanged) fact).to()).isEqualTo(ConversationState.QUEUED));
    }
}
