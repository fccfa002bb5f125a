package io.keshu.bot.menu;

import io.keshu.channels.api.ChannelAccountId;
import io.keshu.domain.fact.Fact;
import io.keshu.domain.fact.FactBatch;
import io.keshu.domain.fact.FactDestination;
import io.keshu.domain.store.StoreUnavailableException;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import javax.sql.DataSource;
import org.springframework.dao.DataAccessResourceFailureException;
import org.springframework.dao.RecoverableDataAccessException;
import org.springframework.dao.TransientDataAccessException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionSynchronizationManager;

/**
 * Counts taps by item and version. A tap counts for the version that was live when it came, or for the latest earlier one with such
 * a button, since phones show a menu for up to a day after it was replaced. Adding up is exactly once because it joins the transaction
 * that marks the facts as delivered. Thread-safe.
 */
final class MenuClicks implements FactDestination {

    /** The destination's name. */
    static final String NAME = "menu-clicks";

    private final JdbcClient jdbc;

    MenuClicks(DataSource dataSource) {
        this.jdbc = JdbcClient.create(dataSource);
    }

    /** A row of the table; in the order of its key, so that two nodes wait for each other instead of deadlocking. */
    private record Cell(long account, int version, String item) implements Comparable<Cell> {
        private static final Comparator<Cell> ORDER = Comparator.comparingLong(Cell::account)
                .thenComparingInt(Cell::version)
                .thenComparing(Cell::item);

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
        Map<ChannelAccountId, List<MenuVersion>> versions = new HashMap<>();
        Map<Cell, Long> counts = new TreeMap<>();
        for (FactBatch batch : batches) {
            for (Fact fact : batch.facts()) {
                if (fact instanceof Fact.MenuTapped tapped) {
                    counts.merge(
                            cell(tapped, versions.computeIfAbsent(tapped.account(), this::published)), 1L, Long::sum);
                }
            }
        }
        counts.forEach((cell, count) -> jdbc.sql(
                        "INSERT INTO bot_menu_click (account_id, version, item, clicks) VALUES (?, ?, ?, ?)"
                                + " ON DUPLICATE KEY UPDATE clicks = clicks + VALUES(clicks)")
                .params(cell.account, cell.version, cell.item, count)
                .update());
    }

    /** Newest first. */
    private List<MenuVersion> published(ChannelAccountId account) {
        return jdbc.sql("SELECT " + MenuRows.VERSION
                        + " FROM bot_menu_version WHERE account_id = ? AND state = 'PUBLISHED' ORDER BY number DESC")
                .param(account.value())
                .query(MenuRows::version)
                .list();
    }

    private static Cell cell(Fact.MenuTapped tapped, List<MenuVersion> newestFirst) {
        for (MenuVersion version : newestFirst) {
            // From its beginning on: the provider shows it before we know that it ended.
            if (!version.startedAt().isAfter(tapped.at())) {
                Optional<MenuItem> item = version.menu()
                        .all()
                        .filter(each -> !each.told().isEmpty() && each.told().equals(tapped.key()))
                        .findFirst();
                if (item.isPresent()) {
                    return new Cell(
                            tapped.account().value(),
                            version.number(),
                            item.get().id());
                }
            }
        }
        return new Cell(tapped.account().value(), 0, "");
    }

    @Override
    public void reset() {
        requireTransaction();
        jdbc.sql("DELETE FROM bot_menu_click").update();
    }

    /** All that were tapped, ordered by version and item. */
    List<MenuClickCount> counts(ChannelAccountId account) {
        try {
            return jdbc.sql(
                            "SELECT version, item, clicks FROM bot_menu_click WHERE account_id = ? ORDER BY version, item")
                    .param(account.value())
                    .query((row, index) -> new MenuClickCount(row.getInt(1), row.getString(2), row.getLong(3)))
                    .list();
        } catch (DataAccessResourceFailureException | TransientDataAccessException | RecoverableDataAccessException e) {
            throw new StoreUnavailableException("The clicks' database can't be asked: " + e.getMessage(), e);
        }
    }

    private static void requireTransaction() {
        if (!TransactionSynchronizationManager.isActualTransactionActive()) {
            throw new IllegalStateException(
                    "Clicks are counted in the transaction that marks their facts as delivered");
        }
    }
}
