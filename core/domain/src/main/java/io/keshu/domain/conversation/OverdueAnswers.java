package io.keshu.domain.conversation;

import io.keshu.channels.api.OutboundContent;
import io.keshu.channels.api.OutboundMessageId;
import io.keshu.domain.autoreply.AutoAnswer;
import io.keshu.domain.autoreply.AutoResponder;
import io.keshu.domain.autoreply.OverdueTask;
import io.keshu.domain.conversation.ConversationEditor.Decision;
import io.keshu.domain.conversation.ConversationStore.ConversationWithIdentity;
import io.keshu.domain.id.IdGenerator;
import io.keshu.domain.ops.PipelineObserver;
import io.keshu.domain.store.KeyTakenException;
import io.keshu.domain.store.StoreUnavailableException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Asks the bot what to say to customers who wait for an agent too long. What is due follows from the conversations themselves, so
 * that it survives every crash; a key that the conversation takes only once decides which node says it.
 */
public final class OverdueAnswers {

    /** An answer that is later than this is not given any more: after an outage nobody wants to be told about it. */
    static final Duration STALE = Duration.ofMinutes(10);

    /** How far back each look begins before the end of the last one, for conversations that came to the agents late. */
    private static final Duration OVERLAP = Duration.ofSeconds(30);

    private static final int PAGE = 200;
    private static final String TRACE = "overdue";
    private static final Logger log = LoggerFactory.getLogger(OverdueAnswers.class);

    private final AutoResponder responder;
    private final ConversationEditor editor;
    private final ConversationStore store;
    private final IdGenerator ids;
    private final Clock clock;
    private final PipelineObserver observer;

    /** Until when those who wait were asked about, by the length of the wait. Of one thread. */
    private final Map<Duration, Instant> asked = new HashMap<>();

    public OverdueAnswers(
            AutoResponder responder,
            ConversationEditor editor,
            ConversationStore store,
            IdGenerator ids,
            Clock clock,
            PipelineObserver observer) {
        this.responder = responder;
        this.editor = editor;
        this.store = store;
        this.ids = ids;
        this.clock = clock;
        this.observer = observer;
    }

    /** To be called every few seconds, by one thread. */
    public synchronized void sweep() {
        List<Duration> waits = responder.waits();
        asked.keySet().retainAll(waits);
        for (Duration wait : waits) {
            Instant to = clock.instant().minus(wait);
            Instant oldest = to.minus(STALE);
            Instant from = asked.getOrDefault(wait, oldest).minus(OVERLAP);
            sweep(wait, from.isBefore(oldest) ? oldest : from, to);
            asked.put(wait, to);
        }
    }

    private void sweep(Duration wait, Instant from, Instant to) {
        Instant begin = from;
        while (true) {
            List<ConversationWithIdentity> page = store.waitingForAgentsSince(begin, to, PAGE);
            page.forEach(waiting -> ask(waiting, wait));
            if (page.size() < PAGE) {
                return;
            }
            Instant last = page.get(page.size() - 1).conversation().waitingSince();
            // A whole page of the same microsecond: its rest comes with the overlap or not at all.
            begin = last == null || !last.isAfter(begin) ? begin.plus(1, ChronoUnit.MICROS) : last;
        }
    }

    private void ask(ConversationWithIdentity waiting, Duration wait) {
        Conversation head = waiting.conversation();
        Instant since = head.waitingSince();
        if (since == null) {
            return;
        }
        String key = "overdue:" + wait.toSeconds() + ":" + ChronoUnit.MICROS.between(Instant.EPOCH, since);
        try {
            if (store.messageByClientId(head.id(), key).isPresent()) {
                return;
            }
            AutoAnswer answer = responder.overdue(new OverdueTask(
                    head.id(),
                    waiting.identity().address().account(),
                    wait,
                    head.botReplies(),
                    waiting.identity().firstSeenAt().isBefore(head.openedAt())));
            if (answer instanceof AutoAnswer.Reply reply) {
                boolean said = editor.edit(head.id(), read -> say(read, since, key, reply))
                        .orElse(false);
                observer.autoReply(said ? "overdue" : "stale");
            }
        } catch (KeyTakenException e) {
            log.debug("event=overdue_said_elsewhere conversation={}", head.id());
        } catch (StoreUnavailableException e) {
            throw e;
        } catch (RuntimeException e) {
            // Those behind it wait too.
            log.warn("event=overdue_failed conversation={} detail=\"{}\"", head.id(), String.valueOf(e));
        }
    }

    private Decision<Boolean> say(ConversationWithIdentity read, Instant since, String key, AutoAnswer.Reply reply) {
        List<OutboundContent> contents = reply.contents();
        Conversation current = read.conversation();
        if (current.state() != ConversationState.QUEUED || !since.equals(current.waitingSince())) {
            return Decision.nothing(false);
        }
        Instant now = clock.instant().truncatedTo(ChronoUnit.MICROS);
        ConversationDraft draft = ConversationDraft.of(current, read.identity());
        for (int i = 0; i < contents.size(); i++) {
            OutboundMessageId id = new OutboundMessageId(ids.next());
            draft.say(id, contents.get(i), i == 0 ? key : key + ":" + i, TRACE, now, now);
        }
        draft.firedBy(reply.rules(), TRACE, now);
        return Decision.of(true, draft, read.identity().lane(), TRACE);
    }
}
