package io.keshu.bot.scene;

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
 * Counts scans by scene and day, those that made a follower apart from those of followers. Adding up is exactly once because it joins the
 * transaction that marks the facts as delivered. Thread-safe.
 */
final class SceneScans implements FactDestination {

    /** The destination's name. */
    static final String NAME = "scene-scans";

    private final JdbcClient jdbc;

    SceneScans(DataSource dataSource) {
        this.jdbc = JdbcClient.create(dataSource);
    }

    /** A row of the table; in the order of its key, so that two nodes wait for each other instead of deadlocking. */
    private record Cell(long account, String scene, LocalDate day) implements Comparable<Cell> {
        private static final Comparator<Cell> ORDER = Comparator.comparingLong(Cell::account)
                .thenComparing(Cell::scene)
                .thenComparing(Cell::day);

        @Override
        public int compareTo(Cell other) {
            return ORDER.compare(this, other);
        }
    }

    private record Count(long subscribed, long scanned) {
        Count plus(Count other) {
            return new Count(subscribed + other.subscribed, scanned + other.scanned);
        }
    }

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public void apply(List<FactBatch> batches) {
        requireTransaction();
        Map<Cell, Count> counts = new TreeMap<>();
        for (FactBatch batch : batches) {
            for (Fact fact : batch.facts()) {
                if (fact instanceof Fact.SceneScanned scan) {
                    Cell cell = new Cell(
                            scan.account().value(), scan.scene(), LocalDate.ofInstant(scan.at(), ZoneOffset.UTC));
                    counts.merge(cell, scan.subscribed() ? new Count(1, 0) : new Count(0, 1), Count::plus);
                }
            }
        }
        counts.forEach((cell, count) -> {
            int unused = jdbc.sql(
                            "INSERT INTO bot_scene_scan (account_id, scene, day, subscribed, scanned) VALUES (?, ?, ?, ?, ?)"
                                    + " ON DUPLICATE KEY UPDATE subscribed = subscribed + VALUES(subscribed),"
                                    + " scanned = scanned + VALUES(scanned)")
                    .params(cell.account, cell.scene, cell.day, count.subscribed, count.scanned)
                    .update();
        });
    }

    @Override
    public void reset() {
        requireTransaction();
        int unused = jdbc.sql("DELETE FROM bot_scene_scan").update();
    }

    private static void requireTransaction() {
        if (!TransactionSynchronizationManager.isActualTransactionActive()) {
            throw new IllegalStateException("Scans are counted in the transaction that marks their facts as delivered");
        }
    }
}
