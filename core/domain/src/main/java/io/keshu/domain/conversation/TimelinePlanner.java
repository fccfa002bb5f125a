package io.keshu.domain.conversation;

import io.keshu.channels.api.ChannelAddress;
import io.keshu.channels.api.ExternalMessageId;
import io.keshu.channels.api.InboundContent;
import io.keshu.channels.api.InboundEnvelope;
import io.keshu.domain.autoreply.AutoReplyTask;
import io.keshu.domain.autoreply.AutoResponder;
import io.keshu.domain.customer.Customer;
import io.keshu.domain.customer.CustomerId;
import io.keshu.domain.customer.Identity;
import io.keshu.domain.customer.IdentityId;
import io.keshu.domain.erasure.Erasure;
import io.keshu.domain.id.IdGenerator;
import io.keshu.domain.inbound.WaitingInbound;
import io.keshu.domain.message.Author;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Decides what waiting messages change: customer, conversation, number, state, tasks. Pure but for the ids it draws; what it decides is
 * written elsewhere, for many lanes at once.
 */
public final class TimelinePlanner {

    private final IdGenerator ids;
    private final AutoResponder responder;

    public TimelinePlanner(IdGenerator ids, AutoResponder responder) {
        this.ids = ids;
        this.responder = responder;
    }

    /**
     * What one lane changes and what is to be thought about afterwards.
     *
     * @param rows the inbound rows that the change works off
     */
    public record Plan(LaneChange change, List<AutoReplyTask> tasks, List<WaitingInbound> rows) {}

    /** @param rows the snapshot's waiting rows, or the first of them */
    public Plan plan(LaneSnapshot snapshot, List<WaitingInbound> rows) {
        Map<ChannelAddress, Talk> talks = new LinkedHashMap<>();
        for (LaneSnapshot.KnownIdentity known : snapshot.identities()) {
            talks.put(known.identity().address(), new Talk(known.identity(), known.open()));
        }
        LaneChangeBuilder change = new LaneChangeBuilder(snapshot.lane());
        List<AutoReplyTask> tasks = new ArrayList<>();
        for (WaitingInbound row : rows) {
            change.finished.add(row.id());
            InboundContent content = row.envelope().content();
            if (!(content instanceof InboundContent.DeliveryReceipt)) {
                take(row, talks, change);
            }
            if (content instanceof InboundContent.Unsubscribed) {
                leave(row, talks, change, tasks);
            }
        }
        for (Talk talk : talks.values()) {
            talk.finish(change, tasks);
        }
        return new Plan(change.build(), tasks, List.copyOf(rows));
    }

    private void take(WaitingInbound row, Map<ChannelAddress, Talk> talks, LaneChangeBuilder change) {
        InboundEnvelope envelope = row.envelope();
        ChannelAddress address = new ChannelAddress(envelope.account(), envelope.user());
        Talk talk = talks.computeIfAbsent(address, unknown -> new Talk(meet(row, unknown, change), null));
        ConversationDraft draft = talk.draft;
        if (draft == null) {
            Conversation open = talk.open;
            draft = open == null
                    ? ConversationDraft.open(new ConversationId(ids.next()), talk.identity, row.receivedAt())
                    : ConversationDraft.of(open, talk.identity);
            talk.draft = draft;
        }
        boolean asks = ConversationDraft.asks(envelope.content());
        draft.receive(row, asks);
        talk.latest = row;
        boolean bots = draft.now().state() == ConversationState.BOT;
        if (!bots && !AutoReplyTask.isControl(envelope.content())) {
            return;
        }
        if (responder.mayAnswer(
                envelope.account(), envelope.content(), draft.now().botReplies())) {
            if (bots) {
                draft.askBot(row.receivedAt());
            }
            talk.ask(row);
        } else if (asks) {
            draft.queue();
        }
    }

    /** The customer is gone: what was said is over and will be erased, and whoever comes from the address is somebody new. */
    private static void leave(
            WaitingInbound row, Map<ChannelAddress, Talk> talks, LaneChangeBuilder change, List<AutoReplyTask> tasks) {
        ChannelAddress address =
                new ChannelAddress(row.envelope().account(), row.envelope().user());
        Talk talk = talks.remove(address);
        if (talk == null) {
            return;
        }
        talk.close(row);
        talk.finish(change, tasks);
        change.erasures.add(new Erasure(talk.identity.id(), address, row.receivedAt(), 0));
        if (!change.identities.contains(talk.identity)) {
            change.retired.add(talk.identity);
            return;
        }
        change.identities.replaceAll(known -> known.equals(talk.identity) ? Erasure.erased(known) : known);
    }

    private Identity meet(WaitingInbound row, ChannelAddress address, LaneChangeBuilder change) {
        Customer customer = new Customer(new CustomerId(ids.next()), null, row.receivedAt());
        Identity identity = new Identity(new IdentityId(ids.next()), customer.id(), address, row.receivedAt());
        change.customers.add(customer);
        change.identities.add(identity);
        return identity;
    }

    /** One identity's part of the plan. */
    private static final class Talk {
        final Identity identity;
        final @Nullable Conversation open;

        @Nullable
        ConversationDraft draft;

        @Nullable
        WaitingInbound latest;

        /** What the bot is asked: taps and scans, each for itself, and of all else the latest. */
        final List<WaitingInbound> questions = new ArrayList<>();

        Talk(Identity identity, @Nullable Conversation open) {
            this.identity = identity;
            this.open = open;
        }

        void ask(WaitingInbound row) {
            questions.removeIf(
                    question -> !AutoReplyTask.isControl(question.envelope().content()));
            questions.add(row);
        }

        void close(WaitingInbound row) {
            if (draft != null && draft.now().state().open()) {
                draft.close(Author.SYSTEM, row.traceId(), row.receivedAt());
            }
        }

        void finish(LaneChangeBuilder change, List<AutoReplyTask> tasks) {
            if (draft == null || latest == null) {
                return;
            }
            draft.writeTo(change, latest.traceId());
            Conversation now = draft.now();
            for (WaitingInbound question : questions) {
                boolean control = AutoReplyTask.isControl(question.envelope().content());
                if (control ? now.state().open() : now.state() == ConversationState.BOT) {
                    tasks.add(task(question, now));
                }
            }
        }

        private AutoReplyTask task(WaitingInbound question, Conversation now) {
            ExternalMessageId last = now.lastInbound();
            boolean latest = question.equals(questions.get(questions.size() - 1));
            return new AutoReplyTask(
                    now.id(),
                    question.lane(),
                    question.envelope().account(),
                    latest && last != null ? last : question.envelope().id(),
                    question.id(),
                    question.envelope().content(),
                    now.state() == ConversationState.BOT && now.waitingSince() != null && latest,
                    now.botReplies(),
                    identity.firstSeenAt().isBefore(now.openedAt()),
                    question.receivedAt(),
                    question.traceId());
        }
    }
}
