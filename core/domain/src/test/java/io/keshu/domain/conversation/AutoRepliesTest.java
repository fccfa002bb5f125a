package io.keshu.domain.conversation;

import static org.assertj.core.api.Assertions.assertThat;

import io.keshu.channels.api.DeliveryProblem;
import io.keshu.channels.api.DeliveryResult;
import io.keshu.channels.api.OutboundContent;
import io.keshu.domain.Between;
import io.keshu.domain.InMemoryHub;
import io.keshu.domain.agent.AgentGroupId;
import io.keshu.domain.agent.AgentGroupRef;
import io.keshu.domain.autoreply.AutoAnswer;
import io.keshu.domain.conversation.ConversationQueries.Row;
import io.keshu.domain.message.Author;
import io.keshu.domain.message.Message;
import io.keshu.domain.message.MessageContent;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.function.UnaryOperator;
import org.awaitility.Awaitility;
import org.awaitility.core.ConditionFactory;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class AutoRepliesTest {

    private final InMemoryHub hub = new InMemoryHub();
    private final List<InMemoryHub.Node> nodes = new ArrayList<>();
    private final CountDownLatch thinking = new CountDownLatch(1);
    private final CountDownLatch go = new CountDownLatch(1);

    private InMemoryHub.Node node() {
        InMemoryHub.Node node = hub.node().start();
        nodes.add(node);
        return node;
    }

    @AfterEach
    void stop() {
        go.countDown();
        nodes.forEach(InMemoryHub.Node::close);
    }

    private Row only() {
        await().until(() -> hub.open().size() == 1);
        return hub.open().get(0);
    }

    private static void await(CountDownLatch latch) {
        Awaitility.await().atMost(Duration.ofSeconds(30)).until(() -> latch.getCount() == 0);
    }

    private static ConditionFactory await() {
        return Awaitility.await();
    }

    /** Greets, but only after {@link #go}. */
    private void greetSlowly() {
        hub.bot.answers(task -> {
            thinking.countDown();
            await(go);
            return new AutoAnswer.Reply(new OutboundContent.Text("您好"), true);
        });
    }

    @Test
    void greets_once_and_hands_over_to_the_agents() {
        hub.bot.greets("您好");
        InMemoryHub.Node node = node();

        node.accept(hub.text("o1", "1", "在吗"));

        await().until(() -> node.channel.delivered().equals(List.of("您好")));
        node.accept(hub.text("o1", "2", "有人吗"));
        await().until(() -> hub.textsOf("o1").size() == 3);
        assertThat(hub.textsOf("o1")).containsExactly("在吗", "您好", "有人吗");
        assertThat(hub.timelineOf("o1")).extracting(Message::number).containsExactly(1, 2, 3);
        assertThat(only().conversation().state()).isEqualTo(ConversationState.QUEUED);
        assertThat(only().conversation().botReplies()).isEqualTo(1);
    }

    @Test
    void several_messages_of_one_answer_arrive_in_their_order_even_if_the_first_has_to_be_sent_again() {
        hub.bot.answers(task -> new AutoAnswer.Reply(
                List.of(new OutboundContent.Text("一"), new OutboundContent.Text("二"), new OutboundContent.Text("三")),
                false));
        InMemoryHub.Node node = node();
        node.channel.next(new DeliveryResult.RetryLater(
                Duration.ofSeconds(1), new DeliveryProblem(DeliveryProblem.Reason.PROVIDER_BUSY, "-1", "busy")));

        node.accept(hub.text("o1", "1", "在吗"));
        await().until(() -> hub.textsOf("o1").size() == 4);

        await().until(() -> {
            hub.clock.advance(Duration.ofSeconds(1));
            node.dispatcher.wake();
            return node.channel.delivered().size() == 3;
        });
        assertThat(node.channel.delivered()).containsExactly("一", "二", "三");
        assertThat(hub.textsOf("o1")).containsExactly("在吗", "一", "二", "三");
        assertThat(only().conversation().state()).isEqualTo(ConversationState.BOT);
        assertThat(only().conversation().waitingSince()).isNull();
        assertThat(only().conversation().botReplies()).isEqualTo(3);
    }

    @Test
    void an_answer_is_dropped_if_an_agent_took_over_meanwhile() {
        greetSlowly();
        InMemoryHub.Node node = node();
        node.accept(hub.text("o1", "1", "在吗"));
        await(thinking);

        node.commands.reply(only().conversation().id(), InMemoryHub.AGENT, "c", "我来", "trace");
        long version = only().conversation().version();
        go.countDown();
        node.accept(hub.text("o2", "2", "别人"));
        await().until(() -> node.channel.delivered().contains("您好"));

        assertThat(hub.textsOf("o1")).containsExactly("在吗", "我来");
        assertThat(hub.textsOf("o2")).containsExactly("别人", "您好");
        assertThat(hub.stores
                        .conversations()
                        .find(hub.timelineOf("o1").get(0).conversation())
                        .orElseThrow()
                        .conversation()
                        .version())
                .isEqualTo(version);
    }

    @Test
    void an_answer_to_an_older_message_is_dropped_and_the_newer_one_is_answered() {
        CountDownLatch second = new CountDownLatch(1);
        hub.bot.answers(task -> {
            thinking.countDown();
            await(task.message().value().equals("1") ? go : second);
            return new AutoAnswer.Reply(
                    new OutboundContent.Text("答 " + task.message().value()), true);
        });
        InMemoryHub.Node node = node();
        node.accept(hub.text("o1", "1", "在吗"));
        await(thinking);
        node.accept(hub.text("o1", "2", "有事"));
        await().until(() -> hub.textsOf("o1").size() == 2);

        go.countDown();
        second.countDown();

        await().until(() -> node.channel.delivered().equals(List.of("答 2")));
        assertThat(hub.textsOf("o1")).containsExactly("在吗", "有事", "答 2");
    }

    @Test
    void a_question_older_than_a_second_goes_to_the_agents_instead_of_to_the_bot() {
        greetSlowly();
        InMemoryHub.Node node = node();
        // Both threads of the bot are busy, so that the third question waits.
        node.accept(hub.text("o1", "1", "一"));
        node.accept(hub.text("o2", "2", "二"));
        await().until(() -> hub.open().size() == 2);
        node.accept(hub.text("o3", "3", "三"));
        await().until(() -> hub.open().size() == 3);

        hub.clock.advance(Duration.ofMillis(1001));
        go.countDown();

        await().until(() ->
                hub.open().stream().allMatch(row -> row.conversation().state() == ConversationState.QUEUED));
        assertThat(hub.textsOf("o3")).containsExactly("三");
    }

    @Test
    void a_bot_that_fails_leaves_the_customer_to_the_agents() {
        hub.bot.answers(task -> {
            throw new IllegalStateException("The bot is broken");
        });
        InMemoryHub.Node node = node();

        node.accept(hub.text("o1", "1", "在吗"));

        await().until(() -> only().conversation().state() == ConversationState.QUEUED);
        assertThat(only().conversation().waitingSince()).isNotNull();
    }

    @Test
    void a_question_that_a_crash_lost_is_brought_to_the_agents_by_another_node() {
        greetSlowly();
        InMemoryHub.Node crashed = node();
        crashed.accept(hub.text("o1", "1", "在吗"));
        await(thinking);
        InMemoryHub.Node other = node();
        other.autoReplies.sweep();
        assertThat(only().conversation().state()).isEqualTo(ConversationState.BOT);

        hub.clock.advance(Duration.ofMillis(1500));
        other.autoReplies.sweep();

        assertThat(only().conversation().state()).isEqualTo(ConversationState.QUEUED);
        assertThat(only().conversation().botSince()).isNull();
    }

    @Test
    void a_conversation_that_can_not_be_handed_over_keeps_no_other_from_it() {
        greetSlowly();
        InMemoryHub.Node crashed = node();
        crashed.accept(hub.text("o1", "1", "在吗"));
        await().until(() -> hub.open().size() == 1);
        ConversationId broken = only().conversation().id();
        crashed.accept(hub.text("o2", "2", "在吗"));
        await().until(() -> hub.open().size() == 2);
        InMemoryHub.Node other = hub.node(
                UnaryOperator.identity(),
                store -> Between.of(ConversationStore.class, store, (method, arguments, proceed) -> {
                    if (method.equals("find") && arguments[0].equals(broken)) {
                        throw new IllegalStateException("Unreadable");
                    }
                    return proceed.call();
                }),
                UnaryOperator.identity());
        nodes.add(other);
        hub.clock.advance(Duration.ofMillis(1500));

        other.autoReplies.sweep();

        assertThat(hub.open().stream()
                        .filter(row -> row.conversation().state() == ConversationState.QUEUED)
                        .map(row -> row.identity().address().user().value()))
                .containsExactly("o2");
    }

    @Test
    void a_hand_over_to_a_group_stands_in_the_timeline_and_in_the_conversation() {
        AgentGroupRef group = new AgentGroupRef(new AgentGroupId(5), "售后");
        hub.bot.answers(task -> new AutoAnswer.Reply(List.of(new OutboundContent.Text("马上转售后")), true, group));
        InMemoryHub.Node node = node();

        node.accept(hub.text("o1", "1", "退货"));

        await().until(() -> hub.timelineOf("o1").size() == 3);
        Message event = hub.timelineOf("o1").get(2);
        assertThat(event.content()).isEqualTo(new MessageContent.Grouped(group));
        assertThat(event.delivery()).isNull();
        assertThat(only().conversation().group()).isEqualTo(group.id());
        assertThat(only().conversation().state()).isEqualTo(ConversationState.QUEUED);
        assertThat(only().conversation().waitingSince()).isNotNull();
        assertThat(only().conversation().preview().text()).isEqualTo("马上转售后");
    }

    @Test
    void the_bots_messages_are_the_bots() {
        hub.bot.greets("您好");
        InMemoryHub.Node node = node();
        node.accept(hub.text("o1", "1", "在吗"));

        await().until(() -> hub.timelineOf("o1").size() == 2);
        assertThat(hub.timelineOf("o1")).extracting(Message::author).containsExactly(Author.CUSTOMER, Author.BOT);
    }
}
