package io.keshu.domain.conversation;

import io.keshu.domain.conversation.ConversationStore.ConversationWithIdentity;
import io.keshu.domain.lock.Lane;
import io.keshu.domain.lock.SessionLocks;
import io.keshu.domain.store.StaleVersionException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Function;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Changes single conversations: takes the lane's lock, reads, lets decide, commits, and starts over when somebody was faster. */
public final class ConversationEditor {

    private static final int ATTEMPTS = 20;
    private static final Duration PATIENCE = Duration.ofMillis(500);
    private static final Duration PAUSE = Duration.ofMillis(5);

    private static final Logger log = LoggerFactory.getLogger(ConversationEditor.class);

    private final ConversationStore store;
    private final SessionLocks locks;
    private final ConversationWriter writer;

    public ConversationEditor(ConversationStore store, SessionLocks locks, ConversationWriter writer) {
        this.store = store;
        this.locks = locks;
        this.writer = writer;
    }

    /** What an edit decides: the result for the caller and, unless there is nothing to write, the change. */
    record Decision<R>(R result, Optional<LaneChange> change) {

        static <R> Decision<R> nothing(R result) {
            return new Decision<>(result, Optional.empty());
        }

        static <R> Decision<R> of(R result, ConversationDraft draft, Lane lane, String traceId) {
            LaneChangeBuilder change = new LaneChangeBuilder(lane);
            draft.writeTo(change, traceId);
            return new Decision<>(result, Optional.of(change.build()));
        }
    }

    /**
     * @param decide may be called several times, each time with what is stored by then
     * @return empty if there is no such conversation
     * @throws StaleVersionException if others were faster twenty times in a row
     */
    <R> Optional<R> edit(ConversationId id, Function<ConversationWithIdentity, Decision<R>> decide) {
        return edit(id, List.of(), decide);
    }

    /** As {@link #edit(ConversationId, Function)}, for what touches further identities. */
    <R> Optional<R> edit(
            ConversationId id, List<Lane> further, Function<ConversationWithIdentity, Decision<R>> decide) {
        Optional<ConversationWithIdentity> first = store.find(id);
        if (first.isEmpty()) {
            return Optional.empty();
        }
        List<Lane> lanes = Stream.concat(Stream.of(first.get().identity().lane()), further.stream())
                .distinct()
                .sorted()
                .toList();
        try (SessionLocks.Held held = lock(lanes)) {
            if (held.lanes().size() < lanes.size()) {
                log.debug("event=edit_without_lock conversation={}", id);
            }
            for (int attempt = 1; ; attempt++) {
                // Read under the lock: what was seen before taking it may be old by now.
                Optional<ConversationWithIdentity> read = store.find(id);
                if (read.isEmpty()) {
                    return Optional.empty();
                }
                Decision<R> decision = decide.apply(read.get());
                try {
                    decision.change().ifPresent(change -> writer.commit(List.of(change)));
                    return Optional.of(decision.result());
                } catch (StaleVersionException e) {
                    if (attempt == ATTEMPTS) {
                        throw e;
                    }
                    pause();
                }
            }
        }
    }

    /** Waits a little for the lock and goes on without it after that, since the versions decide. */
    private SessionLocks.Held lock(List<Lane> lanes) {
        long giveUp = System.nanoTime() + PATIENCE.toNanos();
        while (true) {
            SessionLocks.Held held = locks.tryLock(lanes);
            if (held.lanes().size() == lanes.size() || System.nanoTime() - giveUp > 0) {
                return held;
            }
            held.close();
            pause();
        }
    }

    private static void pause() {
        LockSupport.parkNanos(ThreadLocalRandom.current().nextLong(PAUSE.toNanos() / 2, PAUSE.toNanos() * 2));
    }
}
