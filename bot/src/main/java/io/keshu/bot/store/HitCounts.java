package io.keshu.bot.store;

import java.time.LocalDate;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.LongAdder;
import javax.sql.DataSource;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * Counts how often rules answered: in memory, written every second or so. What a crash takes with it is at most what was not
 * written yet. Thread-safe.
 */
public final class HitCounts {

    private final JdbcClient jdbc;
    private final ConcurrentHashMap<Long, LongAdder> waiting = new ConcurrentHashMap<>();

    public HitCounts(DataSource dataSource) {
        this.jdbc = JdbcClient.create(dataSource);
    }

    public void count(long rule) {
        waiting.computeIfAbsent(rule, id -> new LongAdder()).increment();
    }

    /**
     * Writes what was counted; what can't be written stays to be written next time.
     *
     * @throws io.keshu.domain.store.StoreUnavailableException if the database can't be asked
     */
    public void write(LocalDate today) {
        // In the order of the key, so that two nodes wait for each other instead of deadlocking.
        for (Map.Entry<Long, LongAdder> entry : new TreeMap<>(waiting).entrySet()) {
            long hits = entry.getValue().sumThenReset();
            if (hits == 0) {
                continue;
            }
            try {
                RuleStore.asking(() -> jdbc.sql("INSERT INTO bot_rule_hit (rule_id, day, hits) VALUES (?, ?, ?)"
                                + " ON DUPLICATE KEY UPDATE hits = hits + VALUES(hits)")
                        .params(entry.getKey(), today, hits)
                        .update());
            } catch (RuntimeException e) {
                entry.getValue().add(hits);
                throw e;
            }
        }
    }
}
