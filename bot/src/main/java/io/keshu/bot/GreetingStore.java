package io.keshu.bot;

import io.keshu.domain.store.StaleVersionException;
import io.keshu.domain.store.StoreUnavailableException;
import java.util.function.Supplier;
import javax.sql.DataSource;
import org.springframework.dao.DataAccessResourceFailureException;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.dao.RecoverableDataAccessException;
import org.springframework.dao.TransientDataAccessException;
import org.springframework.jdbc.core.simple.JdbcClient;

/** The greeting's row in {@code bot_auto_reply}. */
final class GreetingStore {

    private static final String OCCASION = "greeting";

    /** Stands for every account. */
    private static final long ALL_ACCOUNTS = 0;

    private final JdbcClient jdbc;

    GreetingStore(DataSource dataSource) {
        this.jdbc = JdbcClient.create(dataSource);
    }

    /**
     * @return {@link Greeting#NONE} if there is no row
     * @throws StoreUnavailableException if the database can't be asked
     */
    Greeting read() {
        return asking(() -> jdbc.sql(
                        "SELECT enabled, text, version FROM bot_auto_reply WHERE occasion = ? AND account_id = ?")
                .params(OCCASION, ALL_ACCOUNTS)
                .query((row, index) -> new Greeting(row.getBoolean(1), row.getString(2), row.getLong(3)))
                .optional()
                .orElse(Greeting.NONE));
    }

    /**
     * @param changed with the version that was read; it is stored with the next
     * @throws StaleVersionException if the version is not the stored one
     * @throws StoreUnavailableException if the database can't be asked; it may have been saved all the same
     */
    void write(Greeting changed) {
        int written = asking(() -> changed.version() == Greeting.NONE.version() ? insert(changed) : update(changed));
        if (written == 0) {
            throw new StaleVersionException("The greeting is no longer at version " + changed.version());
        }
    }

    private int insert(Greeting first) {
        try {
            return jdbc.sql("INSERT INTO bot_auto_reply (occasion, account_id, enabled, text, version)"
                            + " VALUES (?, ?, ?, ?, 1)")
                    .params(OCCASION, ALL_ACCOUNTS, first.enabled(), first.text())
                    .update();
        } catch (DuplicateKeyException e) {
            return 0;
        }
    }

    private int update(Greeting changed) {
        return jdbc.sql("UPDATE bot_auto_reply SET enabled = ?, text = ?, version = version + 1"
                        + " WHERE occasion = ? AND account_id = ? AND version = ?")
                .params(changed.enabled(), changed.text(), OCCASION, ALL_ACCOUNTS, changed.version())
                .update();
    }

    private static <T> T asking(Supplier<T> question) {
        try {
            return question.get();
        } catch (DataAccessResourceFailureException | TransientDataAccessException | RecoverableDataAccessException e) {
            throw new StoreUnavailableException("The greeting's database can't be asked: " + e.getMessage(), e);
        }
    }
}
