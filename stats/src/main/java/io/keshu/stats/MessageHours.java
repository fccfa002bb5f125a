package io.keshu.stats;

import io.keshu.channels.api.ChannelAccountId;
import io.keshu.channels.api.ChannelType;
import io.keshu.domain.fact.Fact;
import io.keshu.domain.fact.FactBatch;
import io.keshu.domain.fact.FactDestination;
import io.keshu.domain.message.Author;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Function;
import javax.sql.DataSource;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.transaction.support.TransactionSynchronizationManager;

/**
 * Counts messages by hour. Adding up is not idempotent by itself: it is because it joins the transaction that marks the batches as
 * delivered, and it refuses to write without one. Thread-safe.
 */
final class MessageHours implements FactDestination {

    /** Rows of one statement, well below the 65,535 parameters that a statement may have. */
    private static final int ROWS = 1000;

    private final JdbcTemplate jdbc;
    private final Function<ChannelAccountId, Optional<ChannelType>> types;

    /** @param types of accounts, those that were deleted included: what was said through them still counts */
    MessageHours(DataSource dataSource, Function<ChannelAccountId, Optional<ChannelType>> types) {
        this.jdbc = new JdbcTemplate(dataSource);
        this.types = types;
    }

    /** A row of the table; the order is that of its key. */
    private record Cell(Instant hour, String channel, String author) implements Comparable<Cell> {

        private static final Comparator<Cell> ORDER =
                Comparator.comparing(Cell::hour).thenComparing(Cell::channel).thenComparing(Cell::author);

        @Override
        public int compareTo(Cell other) {
            return ORDER.compare(this, other);
        }
    }

    @Override
    public String name() {
        return MessageStats.DESTINATION;
    }

    @Override
    public void apply(List<FactBatch> batches) {
        requireTransaction();
        // In the order of the key, so that two nodes that count at the same time wait for each other instead of
        // deadlocking.
        Map<Cell, Long> counts = new TreeMap<>();
        for (FactBatch batch : batches) {
            for (Fact fact : batch.facts()) {
                if (fact instanceof Fact.MessageAdded added && MessageKinds.isMessage(added.kind())) {
                    counts.merge(cell(added), 1L, Long::sum);
                }
            }
        }
        List<Map.Entry<Cell, Long>> rows = List.copyOf(counts.entrySet());
        for (int from = 0; from < rows.size(); from += ROWS) {
            add(rows.subList(from, Math.min(rows.size(), from + ROWS)));
        }
    }

    private Cell cell(Fact.MessageAdded added) {
        return new Cell(added.at().truncatedTo(ChronoUnit.HOURS), channel(added.account()), author(added.author()));
    }

    private String channel(ChannelAccountId account) {
        return types.apply(account).orElse(MessageStats.UNKNOWN).value();
    }

    private static String author(Author.Kind kind) {
        return kind.name().toLowerCase(Locale.ROOT);
    }

    private void add(List<Map.Entry<Cell, Long>> rows) {
        List<Object> values = new ArrayList<>(rows.size() * 4);
        for (Map.Entry<Cell, Long> row : rows) {
            values.add(MessageStats.utc(row.getKey().hour()));
            values.add(row.getKey().channel());
            values.add(row.getKey().author());
            values.add(row.getValue());
        }
        jdbc.update(
                "INSERT INTO stats_message_hour (hour_start, channel, author, messages) VALUES "
                        + String.join(", ", Collections.nCopies(rows.size(), "(?, ?, ?, ?)"))
                        + " ON DUPLICATE KEY UPDATE messages = messages + VALUES(messages)",
                values.toArray());
    }

    @Override
    public void reset() {
        requireTransaction();
        jdbc.update("DELETE FROM stats_message_hour");
    }

    private static void requireTransaction() {
        if (!TransactionSynchronizationManager.isActualTransactionActive()) {
            throw new IllegalStateException("Facts are counted in the transaction that marks them as delivered");
        }
    }
}
