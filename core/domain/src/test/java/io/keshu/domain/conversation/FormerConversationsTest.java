package io.keshu.domain.conversation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.keshu.domain.InMemoryHub;
import io.keshu.domain.account.AccountDirectory;
import io.keshu.domain.message.Author;
import io.keshu.domain.message.Message;
import io.keshu.domain.message.MessageContent;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class FormerConversationsTest {

    private final InMemoryHub hub = new InMemoryHub();
    private final List<InMemoryHub.Node> nodes = new ArrayList<>();

    @AfterEach
    void stop() {
        nodes.forEach(InMemoryHub.Node::close);
    }

    private InMemoryHub.Node node() {
        InMemoryHub.Node node = hub.node().start();
        nodes.add(node);
        return node;
    }

    private static void delete(AccountDirectory accounts) {
        var account = accounts.all().get(0);
        accounts.delete(account.id(), account.version(), InMemoryHub.AGENT);
    }

    /** By its id: what the hub shows by the customer's is of open conversations. */
    private static List<Message> timeline(InMemoryHub.Node node, ConversationId id) {
        return node.queries.messagesFrom(id, 1, 100);
    }

    @Test
    void open_conversations_of_a_deleted_account_end_once_with_the_reason_and_stay_readable() {
        InMemoryHub.Node one = node();
        InMemoryHub.Node two = node();
        one.accept(hub.text("o1", "1", "在吗"));
        one.accept(hub.text("o2", "2", "有人吗"));
        await().until(() -> hub.open().size() == 2);
        one.formerConversations.sweep();
        assertThat(hub.open()).hasSize(2);
        ConversationId id = hub.open().get(0).conversation().id();

        delete(one.accounts);
        two.accounts.refresh();
        one.formerConversations.sweep();
        two.formerConversations.sweep();

        assertThat(hub.open()).isEmpty();
        List<Message> timeline = timeline(one, id);
        assertThat(timeline).hasSize(2);
        assertThat(timeline.get(1).author()).isEqualTo(Author.SYSTEM);
        assertThat(timeline.get(1).content())
                .isEqualTo(new MessageContent.StateChanged(
                        ConversationState.CLOSED, MessageContent.StateChanged.ACCOUNT_DELETED));
    }

    @Test
    void a_message_that_was_accepted_before_the_deletion_was_known_ends_up_in_a_closed_conversation() {
        InMemoryHub.Node node = node();
        delete(node.accounts);
        node.formerConversations.sweep();

        node.accept(hub.text("o1", "1", "还在吗"));
        await().until(() -> hub.open().size() == 1);
        ConversationId id = hub.open().get(0).conversation().id();
        hub.clock.advance(Duration.ofMinutes(1));
        node.formerConversations.sweep();

        assertThat(hub.open()).isEmpty();
        assertThat(timeline(node, id)).hasSize(2);
    }

    @Test
    void what_a_node_left_open_when_it_died_another_ends_however_long_ago_it_was() {
        InMemoryHub.Node one = node();
        one.accept(hub.text("o1", "1", "在吗"));
        await().until(() -> hub.open().size() == 1);
        delete(one.accounts);
        hub.clock.advance(FormerConversations.FRESH.multipliedBy(3));

        node().formerConversations.sweep();

        assertThat(hub.open()).isEmpty();
    }
}
