package io.keshu.domain.inbound;

import io.keshu.domain.agent.AgentId;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Messages that were set aside, for whoever looks after the hub. A port. */
public interface SetAsideStore {

    /**
     * The newest first.
     *
     * @param discarded those that were discarded, or those that wait for a decision
     * @param before only those with lower ids; null to begin with the newest
     */
    List<SetAside> page(boolean discarded, @Nullable Long before, int limit);

    /**
     * Puts a message back into the queue, where its lane finds it again; recorded together with it.
     *
     * @param actId a new id
     * @return false if it is not set aside any more, or discarded
     */
    boolean tryAgain(long id, AgentId by, Instant at, long actId);

    /**
     * Decides that a message is not to be tried again. It is kept, with who decided so.
     *
     * @param actId a new id
     * @return false if it is not set aside any more, or discarded already
     */
    boolean discard(long id, AgentId by, Instant at, long actId);
}
