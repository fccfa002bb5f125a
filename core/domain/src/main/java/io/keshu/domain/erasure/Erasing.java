package io.keshu.domain.erasure;

import io.keshu.channels.api.ExternalMessageId;
import io.keshu.channels.api.InboundContent;
import io.keshu.channels.api.InboundEnvelope;
import io.keshu.channels.api.InboundSink;
import io.keshu.domain.conversation.ConversationCommands;
import io.keshu.domain.conversation.ConversationId;
import io.keshu.domain.store.StoreUnavailableException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Erases the data of customers who left: outside the pipeline, on any node, again and again until it is done. Every step may be repeated, so a
 * crash at any point costs nothing but time.
 */
public final class Erasing {

    private static final int AT_ONCE = 16;
    private static final Duration CLAIM = Duration.ofMinutes(2);
    private static final Duration BUSY = Duration.ofSeconds(3);
    private static final Duration BYTES = Duration.ofMinutes(1);
    private static final Duration LONGEST_PAUSE = Duration.ofHours(1);
    private static final Logger log = LoggerFactory.getLogger(Erasing.class);

    private final ErasureStore store;
    private final ConversationCommands conversations;
    private final List<PersonalData> further;
    private final InboundSink sink;
    private final Duration strayLimit;
    private final Clock clock;

    /**
     * @param further who else keeps personal data
     * @param sink takes the departure of those who strayed in after it
     * @param strayLimit how long after the departure messages may still come that were sent before it
     */
    public Erasing(
            ErasureStore store,
            ConversationCommands conversations,
            List<PersonalData> further,
            InboundSink sink,
            Duration strayLimit,
            Clock clock) {
        this.store = store;
        this.conversations = conversations;
        this.further = List.copyOf(further);
        this.sink = sink;
        this.strayLimit = strayLimit;
        this.clock = clock;
    }

    /** Does what is due. To be called every second or so. */
    public void sweep() {
        Instant now = clock.instant();
        for (Erasure erasure : store.claim(now, now.plus(CLAIM), AT_ONCE)) {
            try {
                erase(erasure);
            } catch (StoreUnavailableException e) {
                // Its claim runs out by itself.
                throw e;
            } catch (RuntimeException e) {
                Duration pause = pause(erasure.attempts());
                log.warn(
                        "event=erasure_failed identity={} attempt={} retryIn={} detail=\"{}\"",
                        erasure.identity(),
                        erasure.attempts(),
                        pause,
                        e.getMessage());
                store.postpone(erasure, clock.instant().plus(pause), String.valueOf(e.getMessage()));
            }
        }
    }

    private static Duration pause(int attempts) {
        Duration grown = Duration.ofSeconds(1L << Math.min(attempts, 12));
        return grown.compareTo(LONGEST_PAUSE) < 0 ? grown : LONGEST_PAUSE;
    }

    private void erase(Erasure erasure) {
        List<ConversationId> found = store.conversations(erasure.identity());
        for (ConversationId conversation : found) {
            if (!store.eraseConversation(erasure, conversation)) {
                store.postpone(erasure, clock.instant().plus(BUSY), "");
                return;
            }
            conversations.noteErasure(conversation, "erasure-" + erasure.identity());
        }
        store.eraseCustomer(erasure);
        further.forEach(each -> each.erase(erasure, found));
        boolean bytesGone = store.eraseBytes(erasure);
        Instant now = clock.instant();
        Instant noMoreStrays = erasure.requestedAt().plus(strayLimit);
        if (now.isBefore(noMoreStrays)) {
            store.postpone(erasure, noMoreStrays, "");
            return;
        }
        if (store.strayed(erasure.address())) {
            sink.accept(departure(erasure));
        }
        if (!bytesGone) {
            store.postpone(erasure, now.plus(BYTES), "");
            return;
        }
        store.done(erasure, now);
        log.info("event=erasure_done identity={} conversations={}", erasure.identity(), found.size());
    }

    /** The same departure once more, for whoever came to be after it; it takes the way of every other event. */
    private static InboundEnvelope departure(Erasure erasure) {
        return new InboundEnvelope(
                erasure.address().account(),
                new ExternalMessageId("erasure:" + erasure.identity()),
                erasure.address().user(),
                erasure.requestedAt(),
                new InboundContent.Unsubscribed(),
                "");
    }
}
