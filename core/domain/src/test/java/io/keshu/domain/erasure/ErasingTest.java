package io.keshu.domain.erasure;

import static org.assertj.core.api.Assertions.assertThat;

import io.keshu.channels.api.InboundContent;
import io.keshu.channels.api.InboundEnvelope;
import io.keshu.domain.conversation.ConversationCommands;
import io.keshu.domain.conversation.ConversationEditor;
import io.keshu.domain.conversation.ConversationId;
import io.keshu.domain.conversation.ConversationWriter;
import io.keshu.domain.conversation.Story;
import io.keshu.domain.conversion.Carriage;
import io.keshu.domain.hint.InMemoryHintBus;
import io.keshu.domain.lock.InMemorySessionLocks;
import io.keshu.domain.message.ContentFlattener;
import io.keshu.domain.store.InMemoryStores;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class ErasingTest {

    private static final Duration STRAY_LIMIT = Duration.ofMinutes(1);

    private final InMemoryStores stores = new InMemoryStores();
    private final Story story = new Story(stores);
    private final List<InboundEnvelope> departures = new ArrayList<>();
    private final List<Erasure> asked = new ArrayList<>();
    private int failures;
    private final Erasing erasing = new Erasing(
            stores.erasures(),
            new ConversationCommands(
                    new ConversationEditor(
                            stores.conversations(),
                            new InMemorySessionLocks(),
                            new ConversationWriter(stores.conversations(), story.ids, new InMemoryHintBus(), () -> {})),
                    stores.conversations(),
                    story.ids,
                    story.clock,
                    (content, account) -> new Carriage.AsItIs()),
            List.of((erasure, conversations) -> {
                asked.add(erasure);
                if (failures-- > 0) {
                    throw new IllegalStateException("Away");
                }
            }),
            envelope -> {
                departures.add(envelope);
                return null;
            },
            STRAY_LIMIT,
            story.clock);

    private ConversationId left() {
        ConversationId conversation = story.write("o1", "1");
        story.write("o1", "2", new InboundContent.Unsubscribed());
        return conversation;
    }

    private List<String> kinds(ConversationId conversation) {
        return stores.queries().messagesFrom(conversation, 1, 100).stream()
                .map(message -> ContentFlattener.flatten(message.content()).kind())
                .toList();
    }

    @Test
    void erasesAtOnceSaysSoOnceAndIsDoneWhenNobodyCanStrayInAnyMore() {
        ConversationId conversation = left();

        erasing.sweep();
        assertThat(kinds(conversation)).containsExactly("erased", "unsubscribed", "closed", "data-erased");
        assertThat(stores.erasures().countWaiting()).isEqualTo(1);
        story.pass(STRAY_LIMIT);
        erasing.sweep();

        assertThat(kinds(conversation)).containsExactly("erased", "unsubscribed", "closed", "data-erased");
        assertThat(stores.erasures().countWaiting()).isZero();
        assertThat(departures).isEmpty();
    }

    @Test
    void isTriedAgainUntilEveryoneWhoKeepsDataHasErasedIt() {
        left();
        failures = 3;

        for (int round = 0; round < 20; round++) {
            erasing.sweep();
            story.pass(Duration.ofSeconds(30));
        }

        assertThat(asked).hasSizeGreaterThan(3);
        assertThat(stores.erasures().countWaiting()).isZero();
    }

    @Test
    void aMessageThatWasOvertakenByTheDepartureFollowsIt() {
        left();
        erasing.sweep();
        story.write("o1", "late");
        story.pass(STRAY_LIMIT);
        erasing.sweep();

        assertThat(departures).hasSize(1);
        assertThat(departures.get(0).content()).isEqualTo(new InboundContent.Unsubscribed());
        assertThat(departures.get(0).user().value()).isEqualTo("o1");
    }

    @Test
    void whoeverSubscribedAgainStays() {
        left();
        erasing.sweep();
        ConversationId again = story.write("o1", "back", new InboundContent.Subscribed(null));
        story.write("o1", "hello");
        story.pass(STRAY_LIMIT);
        erasing.sweep();

        assertThat(departures).isEmpty();
        assertThat(kinds(again)).containsExactly("subscribed", "text");
    }
}
