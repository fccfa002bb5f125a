package io.keshu.domain.conversation;

import static org.assertj.core.api.Assertions.assertThat;

import io.keshu.channels.api.Acceptance;
import io.keshu.channels.api.InboundContent;
import io.keshu.channels.api.OutboundContent;
import io.keshu.domain.InMemoryHub;
import io.keshu.domain.agent.AgentGroupId;
import io.keshu.domain.agent.AgentGroupRef;
import io.keshu.domain.autoreply.AutoAnswer;
import io.keshu.domain.autoreply.AutoReplyTask;
import io.keshu.domain.message.Message;
import io.keshu.domain.message.MessageContent;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import org.awaitility.Awaitility;
import org.awaitility.core.ConditionFactory;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Taps on the menu and scans are answered whoever has the conversation. */
class ControlAnswersTest {

    private static final AgentGroupRef AFTER_SALES = new AgentGroupRef(new AgentGroupId(5), "售后");

    private final InMemoryHub hub = new InMemoryHub();
    private final InMemoryHub.Node node = hub.node().start();
    private final CountDownLatch thinking = new CountDownLatch(1);
    private final CountDownLatch go = new CountDownLatch(1);

    @AfterEach
    void stop() {
        go.countDown();
        node.close();
    }

    private static ConditionFactory await() {
        return Awaitility.await().atMost(Duration.ofSeconds(30));
    }

    private static AutoAnswer says(String text) {
        return new AutoAnswer.Reply(new OutboundContent.Text(text), false);
    }

    private Acceptance tap(String id, String key) {
        return node.accept(hub.sent("o1", id, new InboundContent.MenuClick("CLICK", key)));
    }

    /** Nothing is sent for it any more: its call has waited for an answer in vain. */
    private static void settled(Acceptance tapped) {
        assertThat(tapped.replyWithin(Duration.ofSeconds(4), content -> true)
                        .toCompletableFuture()
                        .join())
                .isEmpty();
    }

    private Conversation conversation() {
        return hub.open().get(0).conversation();
    }

    /** The customer asked, and waits for the agents. @return since when */
    private @Nullable Instant waitsForAgents() {
        node.accept(hub.text("o1", "1", "在吗"));
        await().until(() -> hub.open().size() == 1 && conversation().state() == ConversationState.QUEUED);
        return conversation().waitingSince();
    }

    private void agentAnswers() {
        node.commands.reply(conversation().id(), InMemoryHub.AGENT, "c1", "我来", "trace");
        await().until(() -> node.channel.delivered().contains("我来"));
    }

    private List<MessageContent> groupings() {
        return hub.timelineOf("o1").stream()
                .map(Message::content)
                .filter(MessageContent.Grouped.class::isInstance)
                .toList();
    }

    @Test
    void a_tap_is_answered_while_the_customer_waits_for_the_agents_and_the_waiting_goes_on() {
        Instant since = waitsForAgents();
        hub.bot.answers(task -> says("9 点开门"));

        tap("2", "hours");

        await().until(() -> node.channel.delivered().equals(List.of("9 点开门")));
        assertThat(conversation().state()).isEqualTo(ConversationState.QUEUED);
        assertThat(conversation().waitingSince()).isEqualTo(since).isNotNull();
    }

    @Test
    void a_scan_is_answered_while_an_agent_has_the_conversation_and_it_stays_the_agents() {
        waitsForAgents();
        agentAnswers();
        hub.bot.answers(task -> new AutoAnswer.Reply(new OutboundContent.Text("欢迎到店"), true));

        node.accept(hub.sent("o1", "2", new InboundContent.Scanned("door")));

        await().until(() -> node.channel.delivered().contains("欢迎到店"));
        assertThat(conversation().state()).isEqualTo(ConversationState.QUEUED);
        assertThat(conversation().waitingSince()).isNull();
        assertThat(groupings()).isEmpty();
    }

    @Test
    void words_to_the_agents_stay_with_the_agents() {
        waitsForAgents();
        hub.bot.answers(task -> says(task.control() ? "菜单" : "机器人"));

        node.accept(hub.text("o1", "2", "有人吗"));
        tap("3", "hours");

        await().until(() -> node.channel.delivered().equals(List.of("菜单")));
        assertThat(hub.textsOf("o1")).filteredOn("机器人"::equals).isEmpty();
    }

    @Test
    void a_tap_for_a_group_brings_who_waits_to_that_group_and_says_so_once() {
        Instant since = waitsForAgents();
        hub.bot.answers(task -> new AutoAnswer.HandOver(AFTER_SALES));

        tap("2", "after-sales");

        await().until(() -> AFTER_SALES.id().equals(conversation().group()));
        long version = conversation().version();
        settled(tap("3", "after-sales"));
        hub.bot.answers(task -> says("好"));
        tap("4", "ok");
        await().until(() -> node.channel.delivered().equals(List.of("好")));
        assertThat(groupings()).containsExactly(new MessageContent.Grouped(AFTER_SALES));
        assertThat(conversation().version()).isEqualTo(version + 3);
        assertThat(conversation().waitingSince()).isEqualTo(since);
    }

    @Test
    void a_tap_for_a_group_after_an_agent_answered_makes_the_customer_wait_for_that_group() {
        waitsForAgents();
        agentAnswers();
        hub.bot.answers(task -> new AutoAnswer.Reply(List.of(new OutboundContent.Text("售后马上来")), true, AFTER_SALES));

        tap("2", "after-sales");

        await().until(() -> node.channel.delivered().contains("售后马上来"));
        assertThat(conversation().group()).isEqualTo(AFTER_SALES.id());
        assertThat(conversation().waitingSince()).isNotNull();
        assertThat(conversation().state()).isEqualTo(ConversationState.QUEUED);
    }

    @Test
    void a_tap_for_the_same_group_after_its_agent_answered_waits_anew_and_does_not_repeat_the_group() {
        waitsForAgents();
        hub.bot.answers(task -> new AutoAnswer.HandOver(AFTER_SALES));
        tap("2", "after-sales");
        await().until(() -> AFTER_SALES.id().equals(conversation().group()));
        agentAnswers();
        assertThat(conversation().waitingSince()).isNull();

        tap("3", "after-sales");

        await().until(() -> conversation().waitingSince() != null);
        assertThat(groupings()).containsExactly(new MessageContent.Grouped(AFTER_SALES));
    }

    @Test
    void a_tap_keeps_its_answer_when_the_customer_goes_on_before_the_bot_has_thought() {
        hub.bot.answers(task -> {
            if (task.control()) {
                thinking.countDown();
                Awaitility.await().until(() -> go.getCount() == 0);
                return says("9 点开门");
            }
            return says("您好");
        });
        tap("1", "hours");
        await().until(() -> thinking.getCount() == 0);
        node.accept(hub.text("o1", "2", "在吗"));
        await().until(() -> node.channel.delivered().equals(List.of("您好")));

        go.countDown();

        await().until(() -> node.channel.delivered().equals(List.of("您好", "9 点开门")));
        assertThat(conversation().state()).isEqualTo(ConversationState.BOT);
        assertThat(conversation().botSince()).isNull();
    }

    @Test
    void a_question_keeps_its_answer_when_an_earlier_tap_is_answered_first() {
        hub.bot.answers(task -> {
            if (task.control()) {
                thinking.countDown();
                Awaitility.await().until(() -> hub.timelineOf("o1").size() == 2);
                return says("9 点开门");
            }
            Awaitility.await().until(() -> node.channel.delivered().contains("9 点开门"));
            return says("您好");
        });
        tap("1", "hours");
        await().until(() -> thinking.getCount() == 0);

        node.accept(hub.text("o1", "2", "在吗"));

        await().until(() -> node.channel.delivered().equals(List.of("9 点开门", "您好")));
        assertThat(conversation().waitingSince()).isNull();
    }

    @Test
    void an_answer_to_a_tap_is_dropped_once_the_conversation_is_over() {
        waitsForAgents();
        hub.bot.answers(task -> {
            thinking.countDown();
            Awaitility.await().until(() -> go.getCount() == 0);
            return says("9 点开门");
        });
        Acceptance tapped = tap("2", "hours");
        await().until(() -> thinking.getCount() == 0);
        ConversationId id = conversation().id();
        node.commands.close(id, InMemoryHub.AGENT, conversation().version(), "trace");

        go.countDown();

        settled(tapped);
        assertThat(hub.timeline(id)).hasSize(3);
    }

    @Test
    void a_tap_that_waited_for_the_bot_longer_than_a_question_may_is_answered_all_the_same_and_not_after_a_minute() {
        waitsForAgents();
        hub.bot.answers(task -> {
            if (task.message().value().equals("2")) {
                hub.clock.advance(AutoReplies.PATIENCE.multipliedBy(3));
            } else if (task.message().value().equals("3")) {
                hub.clock.advance(AutoReplies.CONTROL_PATIENCE.plusMillis(1));
            }
            return says("答 " + task.message().value());
        });

        tap("2", "hours");
        await().until(() -> node.channel.delivered().equals(List.of("答 2")));
        settled(tap("3", "hours"));
        tap("4", "hours");

        await().until(() -> node.channel.delivered().size() == 2);
        assertThat(node.channel.delivered()).containsExactly("答 2", "答 4");
    }

    @Test
    void a_tap_while_with_the_agents_may_be_answered_in_the_providers_own_call() {
        waitsForAgents();
        CountDownLatch waits = new CountDownLatch(1);
        hub.bot.answers(task -> {
            await().until(() -> waits.getCount() == 0);
            return says("9 点开门");
        });

        var call = node.accept(hub.sent("o1", "2", new InboundContent.MenuClick("CLICK", "hours")))
                .replyWithin(Duration.ofSeconds(4), content -> true);
        waits.countDown();
        var reply = call.toCompletableFuture().join();

        assertThat(reply).isPresent();
        reply.get().written();
        assertThat(hub.textsOf("o1")).contains("9 点开门");
        assertThat(node.channel.delivered()).isEmpty();
        assertThat(AutoReplyTask.isControl(new InboundContent.Text("9 点开门"))).isFalse();
    }
}
