package io.keshu.domain.conversation;

import io.keshu.channels.api.OutboundContent;
import io.keshu.channels.api.OutboundMessageId;
import io.keshu.domain.agent.AgentGroupRef;
import io.keshu.domain.autoreply.AutoAnswer;
import io.keshu.domain.autoreply.AutoReplyTask;
import io.keshu.domain.conversation.ConversationEditor.Decision;
import io.keshu.domain.conversation.ConversationStore.ConversationWithIdentity;
import io.keshu.domain.id.IdGenerator;
import io.keshu.domain.inbound.PassiveReplies;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What the bot's answer changes in a conversation as it is by then. An answer to the customer's latest words decides who has the
 * conversation from there, as long as it is the bot's. An answer to a tap or a scan is given in every open conversation, beside whatever
 * else goes on there: it takes nothing from the agents, and nobody's waiting ends by it; one that names a group makes the customer wait
 * for that group. Every other answer is stale.
 */
final class AnswerApplication {

    private final PassiveReplies passiveReplies;
    private final IdGenerator ids;
    private final Clock clock;

    AnswerApplication(PassiveReplies passiveReplies, IdGenerator ids, Clock clock) {
        this.passiveReplies = passiveReplies;
        this.ids = ids;
        this.clock = clock;
    }

    /** @param first the id of the first message that leaves */
    Decision<String> decide(AutoReplyTask task, AutoAnswer answer, ConversationWithIdentity read, long first) {
        Conversation current = read.conversation();
        if (current.state() == ConversationState.BOT && task.message().equals(current.lastInbound())) {
            return lead(task, answer, read, first);
        }
        return task.control() && current.state().open() ? aside(task, answer, read, first) : Decision.nothing("stale");
    }

    private Decision<String> lead(AutoReplyTask task, AutoAnswer answer, ConversationWithIdentity read, long first) {
        ConversationDraft draft = ConversationDraft.of(read.conversation(), read.identity());
        Instant now = now();
        String outcome;
        if (answer instanceof AutoAnswer.Reply reply) {
            say(draft, task, reply, first, now);
            if (reply.handOver()) {
                draft.handOver(reply.group(), task.traceId(), now);
            } else {
                draft.botHasAnswered();
            }
            outcome = "replied";
        } else if (answer instanceof AutoAnswer.HandOver handOver) {
            draft.firedBy(handOver.rules(), task.traceId(), now);
            draft.handOver(handOver.group(), task.traceId(), now);
            outcome = "handed_over";
        } else if (task.asks()) {
            draft.queue();
            outcome = "handed_over";
        } else {
            draft.botIsDone();
            outcome = "silent";
        }
        return Decision.of(outcome, draft, task.lane(), task.traceId());
    }

    private Decision<String> aside(AutoReplyTask task, AutoAnswer answer, ConversationWithIdentity read, long first) {
        Conversation current = read.conversation();
        ConversationDraft draft = ConversationDraft.of(current, read.identity());
        Instant now = now();
        boolean changed = false;
        boolean handsOver = false;
        @Nullable AgentGroupRef group = null;
        if (answer instanceof AutoAnswer.Reply reply) {
            say(draft, task, reply, first, now);
            changed = true;
            handsOver = reply.handOver();
            group = reply.group();
        } else if (answer instanceof AutoAnswer.HandOver handOver) {
            draft.firedBy(handOver.rules(), task.traceId(), now);
            changed = !handOver.rules().isEmpty();
            handsOver = true;
            group = handOver.group();
        }
        if (current.state() == ConversationState.BOT) {
            changed |= handsOver;
            if (handsOver) {
                draft.handOver(group, task.traceId(), now);
            } else if (changed && current.waitingSince() == null) {
                draft.botIsDone();
            }
        } else if (group != null
                && (current.waitingSince() == null || !group.id().equals(current.group()))) {
            draft.askFor(group, task.traceId(), now);
            changed = true;
        }
        String outcome = answer instanceof AutoAnswer.Reply ? "replied" : changed ? "handed_over" : "silent";
        return changed ? Decision.of(outcome, draft, task.lane(), task.traceId()) : Decision.nothing(outcome);
    }

    private void say(ConversationDraft draft, AutoReplyTask task, AutoAnswer.Reply reply, long first, Instant now) {
        List<OutboundContent> contents = reply.contents();
        boolean passive = passiveReplies.awaited(task.inboundId()) && PassiveReplies.carries(contents.get(0));
        Instant dueAt = passive ? now.plus(PassiveReplies.RESERVED) : now;
        OutboundMessageId id = new OutboundMessageId(first);
        for (OutboundContent content : contents) {
            // The first may leave as a passive reply; those behind it keep their order in any case.
            draft.say(id, content, null, task.traceId(), now, dueAt);
            id = new OutboundMessageId(ids.next());
            dueAt = now;
        }
        draft.firedBy(reply.rules(), task.traceId(), now);
    }

    private Instant now() {
        return clock.instant().truncatedTo(ChronoUnit.MICROS);
    }
}
