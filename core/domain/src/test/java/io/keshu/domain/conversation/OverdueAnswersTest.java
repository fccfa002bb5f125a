package io.keshu.domain.conversation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.keshu.domain.Between;
import io.keshu.domain.InMemoryHub;
import io.keshu.domain.message.Author;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CyclicBarrier;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class OverdueAnswersTest {

    private static final Duration WAIT = Duration.ofMinutes(5);

    private final InMemoryHub hub = new InMemoryHub();
    private final List<InMemoryHub.Node> nodes = new ArrayList<>();

    @BeforeEach
    void console() {
        hub.bot.consoles(WAIT, "请稍候");
    }

    @AfterEach
    void stop() {
        nodes.forEach(InMemoryHub.Node::close);
    }

    private InMemoryHub.Node node() {
        InMemoryHub.Node node = hub.node().start();
        nodes.add(node);
        return node;
    }

    private InMemoryHub.Node nodeWithSomebodyWaiting() {
        InMemoryHub.Node node = node();
        node.accept(hub.text("o1", "1", "在吗"));
        await().until(() -> hub.textsOf("o1").size() == 1);
        return node;
    }

    @Test
    void who_waits_too_long_for_an_agent_is_told_once_and_goes_on_waiting() {
        InMemoryHub.Node node = nodeWithSomebodyWaiting();
        hub.clock.advance(WAIT.minusSeconds(1));
        node.overdueAnswers.sweep();
        assertThat(hub.textsOf("o1")).containsExactly("在吗");

        hub.clock.advance(Duration.ofSeconds(2));
        node.overdueAnswers.sweep();
        node.overdueAnswers.sweep();
        node().overdueAnswers.sweep();

        await().until(() -> node.channel.delivered().equals(List.of("请稍候"))
                || nodes.get(1).channel.delivered().size() == 1);
        assertThat(hub.textsOf("o1")).containsExactly("在吗", "请稍候");
        assertThat(hub.timelineOf("o1").get(1).author()).isEqualTo(Author.BOT);
        Conversation head = hub.open().get(0).conversation();
        assertThat(head.state()).isEqualTo(ConversationState.QUEUED);
        assertThat(head.waitingSince()).isNotNull();
    }

    @Test
    void who_was_answered_and_waits_again_is_told_again() {
        InMemoryHub.Node node = nodeWithSomebodyWaiting();
        hub.clock.advance(WAIT.plusSeconds(1));
        node.overdueAnswers.sweep();
        ConversationId id = hub.open().get(0).conversation().id();
        node.commands.reply(id, InMemoryHub.AGENT, "c1", "来了", "trace");
        hub.clock.advance(WAIT);
        node.overdueAnswers.sweep();
        assertThat(hub.textsOf("o1")).containsExactly("在吗", "请稍候", "来了");

        node.accept(hub.text("o1", "2", "还有"));
        await().until(() -> hub.textsOf("o1").size() == 4);
        hub.clock.advance(WAIT.plusSeconds(1));
        node.overdueAnswers.sweep();

        assertThat(hub.textsOf("o1")).containsExactly("在吗", "请稍候", "来了", "还有", "请稍候");
    }

    @Test
    void an_answer_that_became_due_while_no_node_ran_is_given_unless_it_is_stale() {
        InMemoryHub.Node node = nodeWithSomebodyWaiting();
        hub.clock.advance(WAIT);
        node.accept(hub.text("o2", "2", "在吗"));
        await().until(() -> hub.textsOf("o2").size() == 1);
        hub.clock.advance(OverdueAnswers.STALE.plusSeconds(1));

        node().overdueAnswers.sweep();

        assertThat(hub.textsOf("o1")).containsExactly("在吗");
        assertThat(hub.textsOf("o2")).containsExactly("在吗", "请稍候");
    }

    @Test
    void of_two_nodes_at_the_same_moment_one_speaks() {
        nodeWithSomebodyWaiting();
        hub.clock.advance(WAIT.plusSeconds(1));
        CyclicBarrier bothHaveLooked = new CyclicBarrier(2);
        List<CompletableFuture<Void>> sweeps = new ArrayList<>();
        for (int i = 0; i < 2; i++) {
            InMemoryHub.Node node = hub.node(
                    UnaryOperator.identity(),
                    store -> Between.of(ConversationStore.class, store, (method, arguments, proceed) -> {
                        Object result = proceed.call();
                        if (method.equals("messageByClientId")) {
                            bothHaveLooked.await();
                        }
                        return result;
                    }),
                    UnaryOperator.identity());
            nodes.add(node);
            sweeps.add(CompletableFuture.runAsync(node.overdueAnswers::sweep));
        }
        sweeps.forEach(CompletableFuture::join);

        assertThat(hub.textsOf("o1")).containsExactly("在吗", "请稍候");
    }

    @Test
    void more_than_a_page_of_customers_are_all_told() {
        InMemoryHub.Node node = node();
        for (int i = 0; i < 450; i++) {
            node.accept(hub.text("u" + i, "m" + i, "在吗"));
            hub.clock.advance(Duration.ofMillis(1));
        }
        await().until(() -> hub.stores.queries().counts().queue() == 450);
        hub.clock.advance(WAIT);

        node.overdueAnswers.sweep();

        for (int i = 0; i < 450; i++) {
            ConversationId id = hub.stores
                    .conversations()
                    .waitingForAgentsSince(java.time.Instant.EPOCH, hub.clock.instant(), 450)
                    .get(i)
                    .conversation()
                    .id();
            assertThat(hub.timeline(id)).hasSize(2);
        }
    }
}
