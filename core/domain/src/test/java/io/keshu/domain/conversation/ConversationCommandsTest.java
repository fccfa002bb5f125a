package io.keshu.domain.conversation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.keshu.channels.api.DeliveryProblem;
import io.keshu.channels.api.DeliveryResult;
import io.keshu.domain.Between;
import io.keshu.domain.InMemoryHub;
import io.keshu.domain.message.Author;
import io.keshu.domain.message.Delivery;
import io.keshu.domain.message.DeliveryState;
import io.keshu.domain.message.Message;
import io.keshu.domain.store.StaleVersionException;
import io.keshu.domain.store.StoreUnavailableException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class ConversationCommandsTest {

    private final InMemoryHub hub = new InMemoryHub();
    private final AtomicInteger staleCommits = new AtomicInteger();
    private final InMemoryHub.Node node = hub.node(
            UnaryOperator.identity(),
            store -> Between.of(ConversationStore.class, store, (method, arguments, proceed) -> {
                if (method.equals("commit") && staleCommits.getAndDecrement() > 0) {
                    throw new StaleVersionException("Somebody was faster");
                }
                return proceed.call();
            }),
            UnaryOperator.identity());
    private ConversationId conversation;

    @BeforeEach
    void haveAConversation() {
        node.acceptor.start();
        node.pipeline.start();
        node.accept(hub.text("o1", "1", "在吗"));
        await().until(() -> !hub.timelineOf("o1").isEmpty());
        conversation = hub.timelineOf("o1").get(0).conversation();
        staleCommits.set(0);
    }

    @AfterEach
    void stop() {
        hub.stores.unavailable(false);
        node.close();
    }

    private CommandResult reply(String clientId, String text) {
        return node.commands.reply(conversation, InMemoryHub.AGENT, clientId, text, "trace");
    }

    private Conversation head() {
        return hub.stores.conversations().find(conversation).orElseThrow().conversation();
    }

    @Test
    void a_reply_is_numbered_waits_to_be_sent_and_ends_the_waiting() {
        assertThat(head().waitingSince()).isNotNull();

        Message written = ((CommandResult.Written) reply("c1", "您好")).message();

        assertThat(written.number()).isEqualTo(2);
        assertThat(written.author()).isEqualTo(Author.agent(InMemoryHub.AGENT));
        assertThat(written.delivery()).isEqualTo(Delivery.PENDING);
        assertThat(head().waitingSince()).isNull();
        assertThat(hub.stores.outbox().countPending()).isEqualTo(1);
    }

    @Test
    void the_same_reply_sent_again_is_the_same_message() {
        CommandResult.Written first = (CommandResult.Written) reply("c1", "您好");
        CommandResult.Written second = (CommandResult.Written) reply("c1", "您好");

        assertThat(first.repeated()).isFalse();
        assertThat(second.repeated()).isTrue();
        assertThat(second.message()).isEqualTo(first.message());
        assertThat(hub.stores.outbox().countPending()).isEqualTo(1);
    }

    @Test
    void the_same_reply_sent_at_the_same_time_several_times_is_one_message() throws Exception {
        ExecutorService browsers = Executors.newFixedThreadPool(8);
        List<Callable<CommandResult>> calls = IntStream.range(0, 8)
                .<Callable<CommandResult>>mapToObj(i -> () -> reply("c1", "您好"))
                .toList();
        Set<Message> messages = new HashSet<>();
        int fresh = 0;
        for (Future<CommandResult> call : browsers.invokeAll(calls)) {
            CommandResult.Written written = (CommandResult.Written) call.get();
            messages.add(written.message());
            fresh += written.repeated() ? 0 : 1;
        }
        browsers.shutdown();

        assertThat(messages).hasSize(1);
        assertThat(fresh).isEqualTo(1);
    }

    @Test
    void replies_of_many_at_the_same_time_are_numbered_without_gaps() throws Exception {
        ExecutorService agents = Executors.newFixedThreadPool(8);
        List<Callable<CommandResult>> calls = new ArrayList<>();
        for (int i = 0; i < 40; i++) {
            String text = "回" + i;
            calls.add(() -> reply(text, text));
        }
        for (Future<CommandResult> call : agents.invokeAll(calls)) {
            assertThat(call.get()).isInstanceOf(CommandResult.Written.class);
        }
        agents.shutdown();

        assertThat(hub.timeline(conversation))
                .extracting(Message::number)
                .isEqualTo(IntStream.rangeClosed(1, 41).boxed().toList());
    }

    @Test
    void an_edit_that_others_were_faster_than_is_decided_anew() {
        staleCommits.set(3);

        assertThat(reply("c1", "您好")).isInstanceOf(CommandResult.Written.class);

        assertThat(hub.textsOf("o1")).containsExactly("在吗", "您好");
    }

    @Test
    void an_edit_that_others_are_always_faster_than_fails_and_writes_nothing() {
        staleCommits.set(1000);

        assertThatThrownBy(() -> reply("c1", "您好")).isInstanceOf(StaleVersionException.class);

        assertThat(hub.textsOf("o1")).containsExactly("在吗");
    }

    @Test
    void a_conversation_is_closed_at_the_version_that_the_agent_saw() {
        long seen = head().version();
        CommandResult unused = reply("c1", "您好");
        assertThat(node.commands.close(conversation, InMemoryHub.AGENT, seen, "trace"))
                .isEqualTo(new CommandResult.Changed(head()));
        assertThat(head().state()).isEqualTo(ConversationState.QUEUED);

        assertThat(node.commands.close(conversation, InMemoryHub.AGENT, head().version(), "trace"))
                .isEqualTo(new CommandResult.Closed(head()));

        assertThat(head().state()).isEqualTo(ConversationState.CLOSED);
        assertThat(reply("c2", "还在吗")).isEqualTo(new CommandResult.ConversationIsClosed());
        assertThat(node.commands.close(conversation, InMemoryHub.AGENT, 1, "trace"))
                .isEqualTo(new CommandResult.Closed(head()));
    }

    @Test
    void what_does_not_exist_is_said() {
        ConversationId nobody = new ConversationId(404);
        assertThat(node.commands.reply(nobody, InMemoryHub.AGENT, "c", "x", "trace"))
                .isEqualTo(new CommandResult.UnknownConversation());
        assertThat(node.commands.close(nobody, InMemoryHub.AGENT, 1, "trace"))
                .isEqualTo(new CommandResult.UnknownConversation());
        assertThat(node.commands.resend(nobody, 1, "trace")).isEqualTo(new CommandResult.UnknownConversation());
        assertThat(node.commands.resend(conversation, 99, "trace")).isEqualTo(new CommandResult.UnknownMessage());
        assertThat(node.commands.resend(conversation, 1, "trace")).isInstanceOf(CommandResult.NotResendable.class);
    }

    @Test
    void what_failed_is_sent_again_when_its_conversation_is_closed_too() {
        node.channel.next(
                new DeliveryResult.Rejected(new DeliveryProblem(DeliveryProblem.Reason.PROVIDER_BUSY, "-1", "busy")));
        node.recorder.start();
        node.dispatcher.start();
        Message sent = ((CommandResult.Written) reply("c1", "您好")).message();
        await().until(() ->
                hub.timeline(conversation).get(sent.number() - 1).delivery().state() == DeliveryState.FAILED);
        assertThat(node.commands.close(conversation, InMemoryHub.AGENT, head().version(), "trace"))
                .isInstanceOf(CommandResult.Closed.class);

        assertThat(node.commands.resend(conversation, sent.number(), "trace"))
                .isInstanceOf(CommandResult.Written.class);

        await().until(() -> node.channel.delivered().contains("您好"));
    }

    @Test
    void a_store_that_is_away_is_said() {
        hub.stores.unavailable(true);

        assertThatThrownBy(() -> reply("c1", "您好")).isInstanceOf(StoreUnavailableException.class);
    }
}
