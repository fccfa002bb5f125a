package io.keshu.domain.signal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.keshu.channels.api.AcceptFailedException;
import io.keshu.channels.api.ChannelAddress;
import io.keshu.channels.api.ExternalUserId;
import io.keshu.channels.api.Signal;
import io.keshu.domain.account.AccountDirectory;
import io.keshu.domain.conversation.ConversationId;
import io.keshu.domain.conversation.Story;
import io.keshu.domain.store.InMemoryStores;
import io.keshu.domain.timeline.TimelineCursor;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class CustomerSignalsTest {

    private static final ChannelAddress VISITOR = new ChannelAddress(Story.ACCOUNT, new ExternalUserId("v1"));

    private final InMemoryStores stores = new InMemoryStores();
    private final Story story = new Story(stores);
    private final InMemorySignalBus bus = new InMemorySignalBus();
    private final List<SignalNews> told = new ArrayList<>();
    private final CustomerSignals signals = new CustomerSignals(
            stores.timelines(),
            bus,
            new AccountDirectory(stores.accounts(), story.ids),
            type -> Optional.empty(),
            Runnable::run);
    private final SignalBus.Subscription unused = bus.subscribe(told::add);

    @Test
    void typing_goes_to_the_agents_of_the_latest_conversation_and_to_nobody_before_the_first() {
        signals.signal(VISITOR, new Signal.TypingPreview("你"));
        assertThat(told).isEmpty();
        ConversationId first = story.write("v1", "a");
        story.close(first);
        ConversationId second = story.write("v1", "b");

        signals.signal(VISITOR, new Signal.TypingPreview("你好"));

        assertThat(told).containsExactly(new SignalNews.ToAgents(second, new Signal.TypingPreview("你好")));
    }

    @Test
    void reading_is_remembered_and_told_only_of_her_own_conversations() {
        ConversationId hers = story.write("v1", "a");
        ConversationId others = story.write("v2", "b");
        story.reply(hers, "您好");
        signals.signal(VISITOR, new Signal.Read(new TimelineCursor(others, 1).toString()));
        assertThat(told).isEmpty();

        signals.signal(VISITOR, new Signal.Read(new TimelineCursor(hers, 2).toString()));

        assertThat(told)
                .containsExactly(
                        new SignalNews.ToAgents(hers, new Signal.Read(new TimelineCursor(hers, 2).toString())));
        assertThat(stores.timelines().readByCustomer(hers)).isEqualTo(2);
        assertThatThrownBy(() -> signals.signal(VISITOR, new Signal.Read("x")))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void while_the_store_is_away_the_channel_is_told_so() {
        stores.unavailable(true);
        assertThatThrownBy(() -> signals.signal(VISITOR, new Signal.Typing(true)))
                .isInstanceOf(AcceptFailedException.class);
    }

    @Test
    void a_preview_keeps_what_fits() {
        assertThat(new Signal.TypingPreview("字".repeat(600)).text()).hasSize(Signal.MAX_PREVIEW);
    }
}
