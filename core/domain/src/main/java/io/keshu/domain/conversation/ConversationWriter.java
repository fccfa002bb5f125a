package io.keshu.domain.conversation;

import io.keshu.domain.conversation.LaneChange.ConversationWrite;
import io.keshu.domain.hint.Hint;
import io.keshu.domain.hint.HintBus;
import io.keshu.domain.id.IdGenerator;
import io.keshu.domain.message.Message;
import io.keshu.domain.message.MessageContent;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Commits changes and then tells whoever cares: consoles and the outbox. */
public final class ConversationWriter {

    private final ConversationStore store;
    private final IdGenerator ids;
    private final HintBus hints;
    private final Runnable wakeOutbox;

    public ConversationWriter(ConversationStore store, IdGenerator ids, HintBus hints, Runnable wakeOutbox) {
        this.store = store;
        this.ids = ids;
        this.hints = hints;
        this.wakeOutbox = wakeOutbox;
    }

    /** In one transaction, or not at all; throws what {@link ConversationStore#commit} throws. */
    public void commit(List<LaneChange> changes) {
        store.commit(changes, ids.next());
        hints.publish(hintsOf(changes));
        if (changes.stream().anyMatch(change -> !change.outbox().isEmpty())) {
            wakeOutbox.run();
        }
    }

    private static List<Hint> hintsOf(List<LaneChange> changes) {
        List<Hint> found = new ArrayList<>();
        for (LaneChange change : changes) {
            Map<ConversationId, Integer> touched = new HashMap<>();
            for (Message again : change.redeliveries()) {
                touched.merge(again.conversation(), again.number(), Math::min);
            }
            for (Message message : change.messages()) {
                if (message.content() instanceof MessageContent.Recalled recalled) {
                    touched.merge(message.conversation(), recalled.number(), Math::min);
                }
            }
            for (ConversationWrite write : change.conversations()) {
                Conversation now = write.after();
                boolean erased = change.messages().stream()
                        .anyMatch(message -> message.content() instanceof MessageContent.DataErased);
                found.add(new Hint(
                        now.id(), now.lastNumber(), erased ? 1 : touched.getOrDefault(now.id(), 0), change.lane()));
            }
        }
        return found;
    }
}
