package io.keshu.domain.conversation;

import io.keshu.channels.api.ChannelAccountId;
import io.keshu.channels.api.ChannelAddress;
import io.keshu.channels.api.OutboundContent;
import io.keshu.channels.api.OutboundMessageId;
import io.keshu.domain.agent.AgentId;
import io.keshu.domain.conversation.ConversationEditor.Decision;
import io.keshu.domain.conversation.ConversationStore.ConversationWithIdentity;
import io.keshu.domain.conversion.Carriage;
import io.keshu.domain.conversion.Carriages;
import io.keshu.domain.customer.Identity;
import io.keshu.domain.customer.IdentityId;
import io.keshu.domain.id.IdGenerator;
import io.keshu.domain.lock.Lane;
import io.keshu.domain.message.Author;
import io.keshu.domain.message.Delivery;
import io.keshu.domain.message.Message;
import io.keshu.domain.message.MessageContent;
import io.keshu.domain.store.KeyTakenException;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What agents do with conversations. Each command is durable when it returns; a store that is away ends in its exception. */
public final class ConversationCommands {

    private final ConversationEditor editor;
    private final ConversationStore store;
    private final IdGenerator ids;
    private final Clock clock;
    private final Carriages carriages;

    public ConversationCommands(
            ConversationEditor editor, ConversationStore store, IdGenerator ids, Clock clock, Carriages carriages) {
        this.carriages = carriages;
        this.editor = editor;
        this.store = store;
        this.ids = ids;
        this.clock = clock;
    }

    /**
     * Writes to the customer.
     *
     * @param clientId the browser's own id of this message: sent again, it is the same message
     */
    public CommandResult reply(ConversationId id, AgentId agent, String clientId, String text, String traceId) {
        return reply(id, agent, clientId, new OutboundContent.Text(text), traceId);
    }

    /** As {@link #reply(ConversationId, AgentId, String, String, String)}, for whatever the channel carries. */
    public CommandResult reply(
            ConversationId id, AgentId agent, String clientId, OutboundContent content, String traceId) {
        return reply(id, agent, clientId, content, null, traceId);
    }

    /**
     * As {@link #reply(ConversationId, AgentId, String, OutboundContent, String)}, to another address of the customer's. Whoever
     * answers from there is the same customer from now on, unless the address belongs to another one already.
     *
     * @param via null for the identity that the conversation is with
     */
    public CommandResult reply(
            ConversationId id,
            AgentId agent,
            String clientId,
            OutboundContent content,
            @Nullable ChannelAddress via,
            String traceId) {
        Optional<Message> sent = store.messageByClientId(id, clientId);
        if (sent.isPresent()) {
            return new CommandResult.Written(sent.get(), true);
        }
        try {
            List<Lane> further = via == null ? List.of() : List.of(Lane.of(via.account(), via.user()));
            return editor.<CommandResult>edit(id, further, read -> write(read, agent, clientId, content, via, traceId))
                    .orElseGet(CommandResult.UnknownConversation::new);
        } catch (KeyTakenException e) {
            // The same message came twice at the same time and the other one was first.
            return store.messageByClientId(id, clientId)
                    .<CommandResult>map(message -> new CommandResult.Written(message, true))
                    .orElseThrow(() -> e);
        }
    }

    /** What was written under this id of the client's. */
    public Optional<Message> sent(ConversationId id, String clientId) {
        return store.messageByClientId(id, clientId);
    }

    private Decision<CommandResult> write(
            ConversationWithIdentity read,
            AgentId agent,
            String clientId,
            OutboundContent content,
            @Nullable ChannelAddress via,
            String traceId) {
        if (!read.conversation().state().open()) {
            return Decision.nothing(new CommandResult.ConversationIsClosed());
        }
        @Nullable ChannelAddress elsewhere = read.identity().address().equals(via) ? null : via;
        Carriage carriage = carriages.of(content, leavingBy(read.identity(), elsewhere));
        if (carriage instanceof Carriage.Refused refused) {
            return Decision.nothing(new CommandResult.NotCarried(refused.reason()));
        }
        ConversationDraft draft = ConversationDraft.of(read.conversation(), read.identity());
        MessageContent.Sent leaving = new MessageContent.Sent(content, elsewhere, textOf(carriage));
        Message message =
                draft.reply(new OutboundMessageId(ids.next()), Author.agent(agent), leaving, clientId, traceId, now());
        if (elsewhere != null) {
            meet(draft, read.identity(), elsewhere, traceId);
        }
        return Decision.of(
                new CommandResult.Written(message, false),
                draft,
                read.identity().lane(),
                traceId);
    }

    private static ChannelAccountId leavingBy(Identity identity, @Nullable ChannelAddress via) {
        return (via == null ? identity.address() : via).account();
    }

    private static @Nullable String textOf(Carriage carriage) {
        return carriage instanceof Carriage.AsText text ? text.text() : null;
    }

    private void meet(ConversationDraft draft, Identity identity, ChannelAddress address, String traceId) {
        Optional<Identity> known = store.identityAt(address);
        if (known.isEmpty()) {
            draft.attach(new Identity(new IdentityId(ids.next()), identity.customer(), address, now()));
        } else if (!known.get().customer().equals(identity.customer())) {
            draft.noteOthersAddress(address, traceId, now());
        }
    }

    /** Sends a message of ours once more that failed, or of which nobody knows whether it arrived. */
    public CommandResult resend(ConversationId id, int number, String traceId) {
        return editor.<CommandResult>edit(
                        id,
                        read -> store.message(id, number)
                                .map(message -> resend(read, message, traceId))
                                .orElseGet(() -> Decision.nothing(new CommandResult.UnknownMessage())))
                .orElseGet(CommandResult.UnknownConversation::new);
    }

    private Decision<CommandResult> resend(ConversationWithIdentity read, Message message, String traceId) {
        Delivery delivery = message.delivery();
        if (delivery == null
                || !delivery.state().resendable()
                || !(message.content() instanceof MessageContent.Sent sent)) {
            return Decision.nothing(new CommandResult.NotResendable(message));
        }
        // A link may have run out meanwhile: it is made anew.
        Carriage carriage = carriages.of(sent.content(), leavingBy(read.identity(), sent.via()));
        if (carriage instanceof Carriage.Refused refused) {
            return Decision.nothing(new CommandResult.NotCarried(refused.reason()));
        }
        ConversationDraft draft = ConversationDraft.of(read.conversation(), read.identity());
        MessageContent.Sent leaving = new MessageContent.Sent(sent.content(), sent.via(), textOf(carriage));
        Message again = draft.resend(new OutboundMessageId(ids.next()), message, leaving, traceId, now());
        return Decision.of(
                new CommandResult.Written(again, false), draft, read.identity().lane(), traceId);
    }

    /** @param version the version that the agent saw; a conversation that went on since stays open */
    public CommandResult close(ConversationId id, AgentId agent, long version, String traceId) {
        return editor.<CommandResult>edit(id, read -> {
                    Conversation current = read.conversation();
                    if (!current.state().open()) {
                        return Decision.nothing(new CommandResult.Closed(current));
                    }
                    if (current.version() != version) {
                        return Decision.nothing(new CommandResult.Changed(current));
                    }
                    ConversationDraft draft = ConversationDraft.of(current, read.identity());
                    draft.close(Author.agent(agent), traceId, now());
                    return Decision.of(
                            new CommandResult.Closed(draft.now()),
                            draft,
                            read.identity().lane(),
                            traceId);
                })
                .orElseGet(CommandResult.UnknownConversation::new);
    }

    /**
     * Puts into the timeline that what it held was erased, and has the consoles read it anew. Noting it twice changes nothing.
     *
     * @param traceId also what tells one erasure from another
     */
    public void noteErasure(ConversationId id, String traceId) {
        if (store.messageByClientId(id, traceId).isPresent()) {
            return;
        }
        try {
            editor.edit(id, read -> {
                ConversationDraft draft = ConversationDraft.of(read.conversation(), read.identity());
                draft.noteErasure(traceId, traceId, now());
                return Decision.of(true, draft, read.identity().lane(), traceId);
            });
        } catch (KeyTakenException e) {
            // Another node noted it at the same time.
            if (store.messageByClientId(id, traceId).isEmpty()) {
                throw e;
            }
        }
    }

    private Instant now() {
        return clock.instant().truncatedTo(ChronoUnit.MICROS);
    }
}
