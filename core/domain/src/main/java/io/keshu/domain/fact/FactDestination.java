package io.keshu.domain.fact;

import java.util.List;

/**
 * Somebody who lives on facts: statistics, search, automation. Gets every batch at least once, in no particular order, with
 * progress of its own. Its writes to the hub's database join the transaction that marks the batches as delivered, so that those are
 * exactly once.
 */
public interface FactDestination {

    /** A stable name of at most 32 characters; progress is kept under it. */
    String name();

    /** Takes these batches. An exception leaves them to be delivered again. */
    void apply(List<FactBatch> batches);

    /** Forgets everything, since all facts will be delivered anew. Joins the same transaction as {@link #apply}. */
    void reset();
}
