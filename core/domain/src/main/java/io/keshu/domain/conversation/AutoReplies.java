package io.keshu.domain.conversation;

import io.keshu.domain.autoreply.AutoAnswer;
import io.keshu.domain.autoreply.AutoReplyTask;
import io.keshu.domain.autoreply.AutoResponder;
import io.keshu.domain.conversation.ConversationEditor.Decision;
import io.keshu.domain.conversation.ConversationStore.ConversationWithIdentity;
import io.keshu.domain.conversation.TimelinePlanner.Plan;
import io.keshu.domain.id.IdGenerator;
import io.keshu.domain.inbound.PassiveReplies;
import io.keshu.domain.inbound.WaitingInbound;
import io.keshu.domain.ops.PipelineObserver;
import io.keshu.domain.store.StoreUnavailableException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.RejectedExecutionException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Asks the bot outside lock and transaction, and applies what it says as {@link AnswerApplication} has it: only if the conversation is
 * still the bot's and the customer said nothing since, but for taps and scans. A question that waits longer than {@link #PATIENCE} goes
 * to the agents.
 */
public final class AutoReplies implements AutoCloseable {

    /** How long a question may wait for the bot. */
    public static final Duration PATIENCE = Duration.ofSeconds(1);

    /**
     * How long a tap or a scan may wait: no agent would answer it instead. After that the customer has long tapped again.
     */
    static final Duration CONTROL_PATIENCE = Duration.ofMinutes(1);

    private static final Logger log = LoggerFactory.getLogger(AutoReplies.class);

    private final AutoResponder responder;
    private final ConversationEditor editor;
    private final ConversationStore store;
    private final PassiveReplies passiveReplies;
    private final AnswerApplication application;
    private final IdGenerator ids;
    private final Clock clock;
    private final PipelineObserver observer;
    private final ExecutorService thinkers;

    /** @param thinkers runs the bot; refuses when it is too busy; closed with this */
    public AutoReplies(
            AutoResponder responder,
            ConversationEditor editor,
            ConversationStore store,
            PassiveReplies passiveReplies,
            IdGenerator ids,
            Clock clock,
            PipelineObserver observer,
            ExecutorService thinkers) {
        this.responder = responder;
        this.editor = editor;
        this.store = store;
        this.passiveReplies = passiveReplies;
        this.application = new AnswerApplication(passiveReplies, ids, clock);
        this.ids = ids;
        this.clock = clock;
        this.observer = observer;
        this.thinkers = thinkers;
    }

    /** Takes what was committed to the bot, and lets nobody wait for an answer that isn't due. Returns at once. */
    public void worked(Plan plan) {
        for (WaitingInbound row : plan.rows()) {
            if (plan.tasks().stream().noneMatch(task -> task.inboundId() == row.id())) {
                passiveReplies.notDue(row);
            }
        }
        plan.tasks().forEach(this::submit);
    }

    /** What can't be taken is left to the sweep, which brings it to the agents; but for taps and scans, which ask them nothing. */
    private void submit(AutoReplyTask task) {
        try {
            thinkers.execute(() -> think(task));
        } catch (RejectedExecutionException e) {
            passiveReplies.none(task.inboundId());
            if (task.control()) {
                log.warn("event=control_unanswered conversation={} traceId={}", task.conversation(), task.traceId());
            }
            observer.autoReply("refused");
        }
    }

    private void think(AutoReplyTask task) {
        try {
            AutoAnswer answer = inTime(task) ? ask(task) : unanswered(task);
            String outcome = apply(task, inTime(task) ? answer : unanswered(task));
            observer.autoReply(outcome);
        } catch (RuntimeException e) {
            log.warn(
                    "event=auto_reply_failed conversation={} traceId={} detail=\"{}\"",
                    task.conversation(),
                    task.traceId(),
                    e.getMessage());
            observer.autoReply("failed");
        } finally {
            // Whoever waits for an answer in the provider's call has it by now, or gets none.
            passiveReplies.none(task.inboundId());
        }
    }

    private boolean inTime(AutoReplyTask task) {
        return !clock.instant().isAfter(task.since().plus(task.control() ? CONTROL_PATIENCE : PATIENCE));
    }

    private AutoAnswer ask(AutoReplyTask task) {
        try {
            return responder.answer(task);
        } catch (RuntimeException e) {
            log.warn(
                    "event=bot_failed conversation={} traceId={} detail=\"{}\"",
                    task.conversation(),
                    task.traceId(),
                    String.valueOf(e));
            return unanswered(task);
        }
    }

    /** Whoever asked goes to the agents; of what merely happened nobody is told. */
    private static AutoAnswer unanswered(AutoReplyTask task) {
        return task.asks() ? new AutoAnswer.HandOver() : new AutoAnswer.Silence();
    }

    private String apply(AutoReplyTask task, AutoAnswer answer) {
        long first = ids.next();
        String outcome = editor.edit(task.conversation(), read -> application.decide(task, answer, read, first))
                .orElse("gone");
        if (outcome.equals("replied")
                && answer instanceof AutoAnswer.Reply reply
                && PassiveReplies.carries(reply.contents().get(0))) {
            passiveReplies.offer(task.inboundId(), first, reply.contents().get(0));
        }
        return outcome;
    }

    /** Brings questions that waited too long for the bot to the agents. To be called every half second or so. */
    public void sweep() {
        Instant overdue = clock.instant().minus(PATIENCE);
        for (ConversationWithIdentity waiting : store.waitingForBotSince(overdue, 100)) {
            ConversationId id = waiting.conversation().id();
            try {
                editor.edit(id, read -> handOver(read, overdue));
            } catch (StoreUnavailableException e) {
                throw e;
            } catch (RuntimeException e) {
                // Those behind it have waited too.
                log.warn("event=hand_over_failed conversation={} detail=\"{}\"", id, String.valueOf(e));
            }
        }
    }

    private static Decision<Boolean> handOver(ConversationWithIdentity read, Instant overdue) {
        Conversation current = read.conversation();
        Instant since = current.botSince();
        if (current.state() != ConversationState.BOT || since == null || since.isAfter(overdue)) {
            return Decision.nothing(false);
        }
        ConversationDraft draft = ConversationDraft.of(current, read.identity());
        if (current.waitingSince() != null) {
            draft.queue();
        } else {
            draft.botIsDone();
        }
        return Decision.of(true, draft, read.identity().lane(), "sweep");
    }

    @Override
    public void close() {
        thinkers.shutdown();
    }
}
