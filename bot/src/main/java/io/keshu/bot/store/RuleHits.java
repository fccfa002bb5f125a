package io.keshu.bot.store;

import io.keshu.domain.fact.Fact;
import io.keshu.domain.fact.FactBatch;
import io.keshu.domain.fact.FactDestination;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import javax.sql.DataSource;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionSynchronizationManager;

/**
 * Counts how often each rule answered, by UTC day. Adding up is exactly once because it joins the transaction that marks the facts
 * as delivered. Thread-safe.
 */
public final class RuleHits implements FactDestination {

    /** The destination's name. */
    public static final String NAME = "rule-hits";

    private final JdbcClient jdbc;

    public RuleHits(DataSource dataSource) {
        this.jdbc = JdbcClient.create(dataSource);
    }

    /** A row of the table; in the order of its key, so that two nodes wait for each other instead of deadlocking. */
    private record Cell(long rule, LocalDate day) implements Comparable<Cell> {
        private static final Comparator<Cell> ORDER =
                Comparator.comparingLong(Cell::rule).thenComparing(Cell::day);

        @Override
        public int compareTo(Cell other) {
            return ORDER.compare(this, other);
        }
    }

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public void apply(List<FactBatch> batches) {
        requireTransaction();
        Map<Cell, Long> counts = new TreeMap<>();
        for (FactBatch batch : batches) {
            for (Fact fact : batch.facts()) {
                if (fact instanceof Fact.RuleFired fired) {
                    LocalDate day = LocalDate.ofInstant(fired.at(), ZoneOffset.UTC);
                    counts.merge(new Cell(fired.rule(), day), 1L, Long::sum);
                }
            }
        }
        // Of a rule that is gone nobody reads a count.
        counts.forEach((cell, count) -> jdbc.sql("INSERT INTO bot_rule_hit (rule_id, day, hits)"
                        + " SELECT id, ?, ? FROM bot_rule WHERE id = ?"
                        + " ON DUPLICATE KEY UPDATE hits = bot_rule_hit.hits + VALUES(hits)")
                .params(cell.day, count, cell.rule)
                .update());
    }

    @Override
    public void reset() {
        requireTransaction();
        jdbc.sql("DELETE FROM bot_rule_hit").update();
    }

    private static void requireTransaction() {
        if (!TransactionSynchronizationManager.isActualTransactionActive()) {
            throw new IllegalStateException("Hits are counted in the transaction that marks their facts as delivered");
        }
    }
}
