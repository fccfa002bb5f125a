package io.keshu.domain.conversation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.keshu.channels.api.AcceptFailedException;
import io.keshu.channels.api.ChannelAddress;
import io.keshu.channels.api.ExternalUserId;
import io.keshu.domain.agent.AgentGroup;
import io.keshu.domain.agent.AgentGroupId;
import io.keshu.domain.hint.InMemoryHintBus;
import io.keshu.domain.lock.InMemorySessionLocks;
import io.keshu.domain.message.MessageContent;
import io.keshu.domain.store.InMemoryStores;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class GroupChoiceTest {

    private static final ChannelAddress VISITOR = new ChannelAddress(Story.ACCOUNT, new ExternalUserId("v1"));

    private final InMemoryStores stores = new InMemoryStores();
    private final Story story = new Story(stores);
    private final AgentGroup sales = new AgentGroup(new AgentGroupId(31), "售前", 1, Story.AGENT, story.now());
    private final GroupChoice choice = new GroupChoice(
            new ConversationEditor(
                    stores.conversations(),
                    new InMemorySessionLocks(),
                    new ConversationWriter(stores.conversations(), story.ids, new InMemoryHintBus(), () -> {})),
            stores.timelines(),
            stores.groups(),
            story.clock);

    @BeforeEach
    void haveGroup() {
        assertThat(stores.groups().insert(sales, 10)).isTrue();
    }

    @Test
    void the_conversation_is_the_groups_from_there_once() {
        assertThat(choice.choose(VISITOR, "31", "t")).isFalse();
        ConversationId id = story.write("v1", "a");

        assertThat(choice.choose(VISITOR, "31", "t")).isTrue();
        assertThat(choice.choose(VISITOR, "售前", "t")).isTrue();

        assertThat(story.head(id).group()).isEqualTo(sales.id());
        assertThat(story.head(id).lastNumber()).isEqualTo(2);
        assertThat(story.message(id, 2).orElseThrow().content()).isEqualTo(new MessageContent.Grouped(sales.ref()));
    }

    @Test
    void a_group_that_there_is_not_changes_nothing_and_a_closed_conversation_neither() {
        ConversationId id = story.write("v1", "a");
        assertThat(choice.choose(VISITOR, "nobody", "t")).isTrue();
        assertThat(story.head(id).group()).isNull();
        story.close(id);
        assertThat(choice.choose(VISITOR, "31", "t")).isFalse();
        assertThat(story.head(id).group()).isNull();
    }

    @Test
    void while_the_store_is_away_the_channel_is_told_so() {
        stores.unavailable(true);
        assertThatThrownBy(() -> choice.choose(VISITOR, "31", "t")).isInstanceOf(AcceptFailedException.class);
    }
}
