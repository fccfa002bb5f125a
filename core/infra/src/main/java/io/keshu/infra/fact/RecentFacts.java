package io.keshu.infra.fact;

import io.keshu.domain.fact.FactBatch;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * The batches that this node committed last. Every destination wants each of them within a second, so most are read from here instead of
 * once for each destination from the database, which still says which batches a destination has yet to get. Thread-safe.
 */
public final class RecentFacts {

    /** How many facts are kept, of some 200 bytes each. */
    static final int MOST = 20_000;

    private final Map<Long, FactBatch> batches = new HashMap<>();
    private final Deque<FactBatch> oldestFirst = new ArrayDeque<>();
    private int kept;

    /** To be called once the batch is committed. */
    public synchronized void keep(FactBatch batch) {
        if (batch.facts().isEmpty() || batch.facts().size() > MOST || batches.putIfAbsent(batch.id(), batch) != null) {
            return;
        }
        oldestFirst.add(batch);
        kept += batch.facts().size();
        while (kept > MOST) {
            FactBatch oldest = oldestFirst.remove();
            batches.remove(oldest.id());
            kept -= oldest.facts().size();
        }
    }

    /** Those of the batches that are still kept. */
    synchronized List<FactBatch> find(Collection<Long> ids) {
        List<FactBatch> found = new ArrayList<>(ids.size());
        for (long id : ids) {
            FactBatch batch = batches.get(id);
            if (batch != null) {
                found.add(batch);
            }
        }
        return found;
    }
}
