package io.keshu.domain.conversation;

import io.keshu.channels.api.AcceptFailedException;
import io.keshu.channels.api.ChannelAddress;
import io.keshu.channels.api.CustomerRecall;
import io.keshu.channels.api.ExternalMessageId;
import io.keshu.domain.agent.AgentId;
import io.keshu.domain.conversation.ConversationEditor.Decision;
import io.keshu.domain.conversation.ConversationStore.ConversationWithIdentity;
import io.keshu.domain.message.Author;
import io.keshu.domain.message.Message;
import io.keshu.domain.message.MessageContent;
import io.keshu.domain.store.StoreUnavailableException;
import io.keshu.domain.timeline.TimelineQueries;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Optional;

/**
 * Takes back what somebody sent a short while ago: the message stays as that it was, what it said is told to nobody, and an entry at the
 * timeline's end says so. Whether the customer's channel can show it is for the caller to know. Thread-safe.
 */
public final class Recalling implements CustomerRecall {

    /** For so long after it was sent. */
    public static final Duration WITHIN = Duration.ofMinutes(2);

    private final ConversationEditor editor;
    private final ConversationStore store;
    private final TimelineQueries timelines;
    private final Clock clock;

    public Recalling(ConversationEditor editor, ConversationStore store, TimelineQueries timelines, Clock clock) {
        this.editor = editor;
        this.store = store;
        this.timelines = timelines;
        this.clock = clock;
    }

    /** An agent takes back a message of her own. A message that was taken back before is answered as it is. */
    public CommandResult recall(ConversationId id, int number, AgentId agent, String traceId) {
        return editor.<CommandResult>edit(
                        id,
                        read -> store.message(id, number)
                                .map(message -> message.content() instanceof MessageContent.Sent
                                                && agent.equals(message.author().agent())
                                        ? decide(read, message, traceId)
                                        : Decision.<CommandResult>nothing(new CommandResult.NotRecallable()))
                                .orElseGet(() -> Decision.nothing(new CommandResult.UnknownMessage())))
                .orElseGet(CommandResult.UnknownConversation::new);
    }

    @Override
    public Result recall(ChannelAddress customer, ExternalMessageId id) {
        try {
            Optional<Message> message = timelines.received(customer, id);
            if (message.isEmpty()) {
                return Result.UNKNOWN;
            }
            ConversationId conversation = message.get().conversation();
            int number = message.get().number();
            CommandResult result = editor.<CommandResult>edit(
                            conversation,
                            read -> store.message(conversation, number)
                                    .map(found -> decide(read, found, found.traceId()))
                                    .orElseGet(() -> Decision.nothing(new CommandResult.UnknownMessage())))
                    .orElseGet(CommandResult.UnknownConversation::new);
            if (result instanceof CommandResult.Written) {
                return Result.RECALLED;
            }
            return result instanceof CommandResult.TooLate ? Result.TOO_LATE : Result.UNKNOWN;
        } catch (StoreUnavailableException e) {
            throw new AcceptFailedException("The store is away", e);
        }
    }

    private Decision<CommandResult> decide(ConversationWithIdentity read, Message message, String traceId) {
        if (message.recalled()) {
            return Decision.nothing(new CommandResult.Written(message, true));
        }
        Instant now = clock.instant().truncatedTo(ChronoUnit.MICROS);
        if (message.createdAt().plus(WITHIN).isBefore(now)) {
            return Decision.nothing(new CommandResult.TooLate());
        }
        ConversationDraft draft = ConversationDraft.of(read.conversation(), read.identity());
        Author author = message.author();
        Message event = draft.recall(author, message.number(), traceId, now);
        return Decision.of(
                new CommandResult.Written(event, false), draft, read.identity().lane(), traceId);
    }
}
