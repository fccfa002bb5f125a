package io.keshu.domain.conversation;

import io.keshu.channels.api.ChannelAccountId;
import io.keshu.channels.api.ChannelAddress;
import io.keshu.channels.api.ExternalMessageId;
import io.keshu.channels.api.InboundContent;
import io.keshu.channels.api.OutboundContent;
import io.keshu.channels.api.OutboundMessage;
import io.keshu.channels.api.OutboundMessageId;
import io.keshu.channels.api.ReplyContext;
import io.keshu.domain.agent.AgentGroupRef;
import io.keshu.domain.conversation.LaneChange.ConversationWrite;
import io.keshu.domain.customer.Identity;
import io.keshu.domain.fact.Fact;
import io.keshu.domain.inbound.WaitingInbound;
import io.keshu.domain.message.Author;
import io.keshu.domain.message.ContentFlattener;
import io.keshu.domain.message.Delivery;
import io.keshu.domain.message.FlatContent;
import io.keshu.domain.message.Message;
import io.keshu.domain.message.MessageContent;
import io.keshu.domain.outbox.OutboxItem;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A conversation being changed: applies messages and transitions to the head that was read and gathers what has to be written.
 * Holds the rules of the timeline; knows no store. Not thread-safe.
 */
final class ConversationDraft {

    /** How long a message that can't be sent holds back those after it. */
    static final Duration HOLD = Duration.ofMinutes(2);

    private final Identity identity;
    private final @Nullable Conversation before;
    private final List<Message> messages = new ArrayList<>();
    private final List<Message> redeliveries = new ArrayList<>();
    private final List<OutboxItem> outbox = new ArrayList<>();
    private final List<Fact> facts = new ArrayList<>();
    private final List<Identity> attached = new ArrayList<>();
    private Conversation now;

    private ConversationDraft(Identity identity, @Nullable Conversation before, Conversation now) {
        this.identity = identity;
        this.before = before;
        this.now = now;
    }

    static ConversationDraft open(ConversationId id, Identity identity, Instant at) {
        Conversation fresh = new Conversation(
                id,
                identity.customer(),
                identity.id(),
                1,
                ConversationState.BOT,
                0,
                0,
                0,
                at,
                at,
                null,
                null,
                null,
                null,
                new Preview(Author.Kind.SYSTEM, "opened", ""));
        return new ConversationDraft(identity, null, fresh);
    }

    static ConversationDraft of(Conversation read, Identity identity) {
        return new ConversationDraft(
                identity, read, builder(read).version(read.version() + 1).build());
    }

    Conversation now() {
        return now;
    }

    /** A message or event from the customer. Those that ask for an answer start the customer's waiting. */
    void receive(WaitingInbound inbound, boolean asks) {
        Message message = append(
                Author.CUSTOMER,
                new MessageContent.Received(inbound.envelope().content()),
                inbound.receivedAt(),
                null,
                inbound.envelope().id(),
                inbound.traceId(),
                null);
        ConversationBuilder next = builder(now).lastInbound(message.externalId());
        if (asks) {
            next.inboundCount(now.inboundCount() + 1);
            if (now.waitingSince() == null) {
                next.waitingSince(inbound.receivedAt());
            }
        }
        now = next.build();
    }

    /** The bot has something to think about. */
    void askBot(Instant since) {
        if (now.botSince() == null) {
            now = builder(now).botSince(since).build();
        }
    }

    /** The agents have it; legal from the bot only, no change otherwise. */
    void queue() {
        now = builder(now).botSince(null).build();
        become(ConversationState.QUEUED);
    }

    /** These rules of the bot led to what was said or done. */
    void firedBy(List<Long> rules, String traceId, Instant at) {
        rules.forEach(rule -> facts.add(
                new Fact.RuleFired(now.id(), identity.address().account(), at, traceId, now.lastNumber(), rule)));
    }

    /**
     * The agents have it, and the customer waits for them whether or not anything was asked.
     *
     * @param group of which group; null for any
     */
    void handOver(@Nullable AgentGroupRef group, String traceId, Instant at) {
        queue();
        startWaiting(at);
        if (group != null) {
            choose(group, traceId, at);
        }
    }

    /** The customer, whom the agents have already, asks for this group: it has it from here, and the customer waits for it. */
    void askFor(AgentGroupRef group, String traceId, Instant at) {
        startWaiting(at);
        if (!group.id().equals(now.group())) {
            choose(group, traceId, at);
        }
    }

    private void startWaiting(Instant since) {
        if (now.waitingSince() == null) {
            now = builder(now).waitingSince(since).build();
        }
    }

    /** Another group has it from here; who has it and whether the customer waits stay as they are. */
    void choose(AgentGroupRef group, String traceId, Instant at) {
        Preview lastWords = now.preview();
        Message event = append(Author.BOT, new MessageContent.Grouped(group), at, null, null, traceId, null);
        facts.add(
                new Fact.GroupChosen(now.id(), identity.address().account(), at, traceId, event.number(), group.id()));
        now = builder(now).group(group.id()).preview(lastWords).build();
    }

    /** Nothing waits for the bot any more. */
    void botIsDone() {
        now = builder(now).botSince(null).build();
    }

    /** An agent's message; whoever waited is answered, and the bot stays out from here. */
    Message reply(
            OutboundMessageId id,
            Author agent,
            OutboundContent content,
            @Nullable String clientId,
            String traceId,
            Instant at) {
        return reply(id, agent, new MessageContent.Sent(content), clientId, traceId, at);
    }

    /** The same, in another form or to another address. */
    Message reply(
            OutboundMessageId id,
            Author agent,
            MessageContent.Sent content,
            @Nullable String clientId,
            String traceId,
            Instant at) {
        Message message = send(id, agent, content, clientId, traceId, at, at);
        now = builder(now).waitingSince(null).botSince(null).build();
        if (now.state() == ConversationState.BOT) {
            become(ConversationState.QUEUED);
        }
        return message;
    }

    /**
     * The bot's message.
     *
     * @param key of which the conversation takes one message only, if given
     * @param dueAt later than {@code at} if it may leave as a passive reply before
     */
    void say(
            OutboundMessageId id,
            OutboundContent content,
            @Nullable String key,
            String traceId,
            Instant at,
            Instant dueAt) {
        send(id, Author.BOT, new MessageContent.Sent(content), key, traceId, at, dueAt);
        now = builder(now).botReplies(now.botReplies() + 1).build();
    }

    /** The bot has said what it has to say, and the customer waits for nobody. */
    void botHasAnswered() {
        now = builder(now).botSince(null).waitingSince(null).build();
    }

    /** The end, with an event in the timeline. */
    void close(Author by, String traceId, Instant at) {
        close(by, null, traceId, at);
    }

    /** The end, with an event in the timeline that says why. */
    void close(Author by, @Nullable String reason, String traceId, Instant at) {
        append(by, new MessageContent.StateChanged(ConversationState.CLOSED, reason), at, null, null, traceId, null);
        now = builder(now).waitingSince(null).botSince(null).group(null).build();
        become(ConversationState.CLOSED);
    }

    /** A message before was taken back by whoever wrote it; a customer's own taking back asks for nothing. */
    Message recall(Author by, int number, String traceId, Instant at) {
        return append(by, new MessageContent.Recalled(number), at, null, null, traceId, null);
    }

    /** What was said here has been erased. */
    void noteErasure(String clientId, String traceId, Instant at) {
        append(Author.SYSTEM, new MessageContent.DataErased(), at, clientId, null, traceId, null);
    }

    /** Whoever answers from this address is the same customer. */
    void attach(Identity met) {
        attached.add(met);
    }

    /** Whoever answers from this address is another customer; the list goes on showing what was said last. */
    void noteOthersAddress(ChannelAddress address, String traceId, Instant at) {
        Preview lastWords = now.preview();
        append(Author.SYSTEM, new MessageContent.OthersAddress(address), at, null, null, traceId, null);
        now = builder(now).preview(lastWords).build();
    }

    /** A message of the timeline goes out once more, as a new attempt of its own. */
    Message resend(OutboundMessageId id, Message message, MessageContent.Sent content, String traceId, Instant at) {
        Message again = message.withDelivery(Delivery.PENDING);
        redeliveries.add(again);
        outbox.add(item(id, message, content, traceId, at, at));
        return again;
    }

    private Message send(
            OutboundMessageId id,
            Author author,
            MessageContent.Sent content,
            @Nullable String clientId,
            String traceId,
            Instant at,
            Instant dueAt) {
        Message message = append(author, content, at, clientId, null, traceId, Delivery.PENDING);
        outbox.add(item(id, message, content, traceId, at, dueAt));
        return message;
    }

    private OutboxItem item(
            OutboundMessageId id, Message of, MessageContent.Sent content, String traceId, Instant at, Instant dueAt) {
        ChannelAddress via = content.via();
        boolean automatic = of.author().kind() != Author.Kind.AGENT;
        OutboundMessage message = new OutboundMessage(
                id,
                via == null ? identity.address() : via,
                content.leaving(),
                // What the customer wrote here nobody knows elsewhere.
                new ReplyContext(via == null ? now.lastInbound() : null, traceId, automatic));
        return new OutboxItem(message, now.id(), of.number(), now.version(), 0, at, dueAt, at.plus(HOLD));
    }

    private Message append(
            Author author,
            MessageContent content,
            Instant at,
            @Nullable String clientId,
            @Nullable ExternalMessageId externalId,
            String traceId,
            @Nullable Delivery delivery) {
        int number = now.lastNumber() + 1;
        Message message = new Message(now.id(), number, author, content, at, clientId, externalId, traceId, delivery);
        FlatContent flat = ContentFlattener.flatten(content);
        messages.add(message);
        facts.add(new Fact.MessageAdded(now.id(), accountOf(content), at, traceId, number, author.kind(), flat.kind()));
        if (content instanceof MessageContent.Received received) {
            tellMore(received.content(), at, traceId, number);
        }
        String text = flat.text();
        now = builder(now)
                .lastNumber(number)
                .activityAt(at)
                .preview(new Preview(author.kind(), flat.kind(), text == null ? "" : text))
                .build();
        return message;
    }

    /** A message counts where it leaves, as its delivery does. */
    private ChannelAccountId accountOf(MessageContent content) {
        ChannelAddress via = content instanceof MessageContent.Sent sent ? sent.via() : null;
        return (via == null ? identity.address() : via).account();
    }

    /** What some events tell beyond having happened. */
    private void tellMore(InboundContent content, Instant at, String traceId, int number) {
        ChannelAccountId account = identity.address().account();
        if (content instanceof InboundContent.MenuClick click) {
            facts.add(new Fact.MenuTapped(now.id(), account, at, traceId, number, click.kind(), click.key()));
        } else if (content instanceof InboundContent.Scanned scanned) {
            facts.add(new Fact.SceneScanned(now.id(), account, at, traceId, number, scanned.scene(), false));
        } else if (content instanceof InboundContent.Subscribed subscribed) {
            String scene = subscribed.scene();
            if (scene != null) {
                facts.add(new Fact.SceneScanned(now.id(), account, at, traceId, number, scene, true));
            }
        }
    }

    private void become(ConversationState next) {
        if (!now.state().mayBecome(next)) {
            throw new IllegalStateException("A conversation that is " + now.state() + " can't become " + next);
        }
        now = builder(now).state(next).build();
    }

    boolean isNew() {
        return before == null;
    }

    /** Adds everything that this draft changed. */
    void writeTo(LaneChangeBuilder change, String traceId) {
        long expected = before == null ? 0 : before.version();
        change.conversations.add(new ConversationWrite(expected, now));
        change.messages.addAll(messages);
        change.redeliveries.addAll(redeliveries);
        change.outbox.addAll(outbox);
        change.facts.addAll(facts);
        change.identities.addAll(attached);
        ConversationState from = before == null ? null : before.state();
        if (from != now.state()) {
            change.facts.add(new Fact.StateChanged(
                    now.id(), identity.address().account(), now.activityAt(), traceId, from, now.state()));
        }
    }

    /** Whether the content asks for an answer, as opposed to events that merely happen. */
    static boolean asks(InboundContent content) {
        return content instanceof InboundContent.Text
                || content instanceof InboundContent.Choice
                || content instanceof InboundContent.Image
                || content instanceof InboundContent.Voice
                || content instanceof InboundContent.Video
                || content instanceof InboundContent.File
                || content instanceof InboundContent.Location
                || content instanceof InboundContent.Link
                || content instanceof InboundContent.Card
                || content instanceof InboundContent.Form
                || (content instanceof InboundContent.Mail mail && !mail.automatic())
                || (content instanceof InboundContent.Unsupported unknown && !unknown.event());
    }

    private static ConversationBuilder builder(Conversation from) {
        return new ConversationBuilder(from);
    }
}
