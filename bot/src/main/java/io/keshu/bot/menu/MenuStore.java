package io.keshu.bot.menu;

import io.keshu.channels.api.ChannelAccountId;
import io.keshu.channels.api.MenuProblem;
import io.keshu.domain.agent.AgentId;
import io.keshu.domain.store.StoreUnavailableException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.springframework.dao.DataAccessResourceFailureException;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.dao.RecoverableDataAccessException;
import org.springframework.dao.TransientDataAccessException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.CannotCreateTransactionException;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.TransactionDefinition;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * The rows of {@code bot_menu}, {@code bot_menu_draft} and {@code bot_menu_version}. Who may publish is decided by one conditional update, and leases run on
 * the database's clock, so that nodes need not agree on the time. Every method throws {@link StoreUnavailableException} if the
 * database can't be asked; what it was to change may have been changed all the same.
 */
final class MenuStore {

    /** How many versions of an account's draft are kept: hours of work, since it is saved whenever typing pauses. */
    static final int KEPT_DRAFTS = 1000;

    private static final String NOW = "UTC_TIMESTAMP(6)";

    private final JdbcClient jdbc;
    private final TransactionTemplate transactions;

    MenuStore(DataSource dataSource, PlatformTransactionManager manager) {
        this.jdbc = JdbcClient.create(dataSource);
        this.transactions = new TransactionTemplate(manager);
        this.transactions.setIsolationLevel(TransactionDefinition.ISOLATION_READ_COMMITTED);
    }

    private record Head(
            Menu draft,
            long version,
            AgentId by,
            Instant at,
            @Nullable Integer live) {}

    MenuState read(ChannelAccountId account) {
        return asking(() -> jdbc.sql(
                        "SELECT draft, version, edited_by, edited_at, live FROM bot_menu WHERE account_id = ?")
                .param(account.value())
                .query((row, index) -> new Head(
                        MenuJson.read(row.getString(1)),
                        row.getLong(2),
                        new AgentId(row.getLong(3)),
                        MenuRows.instant(row.getObject(4, LocalDateTime.class)),
                        row.getObject(5, Integer.class)))
                .optional()
                .map(head -> state(account, head))
                .orElse(MenuState.NONE));
    }

    /** Those that have a menu, a draft at least. */
    List<ChannelAccountId> accounts() {
        return asking(() -> jdbc.sql("SELECT account_id FROM bot_menu ORDER BY account_id")
                .query((row, index) -> new ChannelAccountId(row.getLong(1)))
                .list());
    }

    private MenuState state(ChannelAccountId account, Head head) {
        MenuVersion live =
                head.live == null ? null : version(account, head.live).orElse(null);
        MenuVersion latest =
                versions(account, Integer.MAX_VALUE, 1).stream().findFirst().orElse(null);
        return new MenuState(head.draft, head.version, head.by, head.at, live, latest);
    }

    /** @return whether the draft was at this version; nothing is changed if not */
    boolean saveDraft(ChannelAccountId account, Menu draft, long version, AgentId by, Instant at) {
        try {
            return Boolean.TRUE.equals(asking(
                    () -> transactions.execute(status -> write(account, MenuJson.write(draft), version, by, at))));
        } catch (DuplicateKeyException e) {
            // Somebody else wrote the first one.
            return false;
        }
    }

    private boolean write(ChannelAccountId account, String draft, long version, AgentId by, Instant at) {
        int written = version == 0
                ? jdbc.sql("INSERT INTO bot_menu (account_id, draft, version, edited_by, edited_at)"
                                + " VALUES (?, ?, 1, ?, ?)")
                        .params(account.value(), draft, by.value(), MenuRows.utc(at))
                        .update()
                : jdbc.sql("UPDATE bot_menu SET draft = ?, version = version + 1, edited_by = ?, edited_at = ?"
                                + " WHERE account_id = ? AND version = ?")
                        .params(draft, by.value(), MenuRows.utc(at), account.value(), version)
                        .update();
        if (written == 0) {
            return false;
        }
        jdbc.sql("INSERT INTO bot_menu_draft (account_id, version, menu, edited_by, edited_at) VALUES (?, ?, ?, ?, ?)")
                .params(account.value(), version + 1, draft, by.value(), MenuRows.utc(at))
                .update();
        jdbc.sql("DELETE FROM bot_menu_draft WHERE account_id = ? AND version <= ?")
                .params(account.value(), version + 1 - KEPT_DRAFTS)
                .update();
        return true;
    }

    /** What the draft held at this version; empty if there was none, or it is too long ago. */
    Optional<Menu> draft(ChannelAccountId account, long version) {
        return asking(() -> jdbc.sql("SELECT menu FROM bot_menu_draft WHERE account_id = ? AND version = ?")
                .params(account.value(), version)
                .query((row, index) -> MenuJson.read(row.getString(1)))
                .optional());
    }

    /** Newest first, those below {@code before}. */
    List<MenuVersion> versions(ChannelAccountId account, int before, int limit) {
        return asking(() -> jdbc.sql("SELECT " + MenuRows.VERSION
                        + " FROM bot_menu_version WHERE account_id = ? AND number < ? ORDER BY number DESC LIMIT ?")
                .params(account.value(), before, limit)
                .query(MenuRows::version)
                .list());
    }

    Optional<MenuVersion> version(ChannelAccountId account, int number) {
        return asking(() -> jdbc.sql(
                        "SELECT " + MenuRows.VERSION + " FROM bot_menu_version WHERE account_id = ? AND number = ?")
                .params(account.value(), number)
                .query(MenuRows::version)
                .optional());
    }

    /** What is to be published, and on which ground it was decided. */
    record Begin(
            ChannelAccountId account,
            Menu menu,
            long draftVersion,
            @Nullable Integer live,
            @Nullable Integer rolledBack,
            AgentId by,
            Instant at,
            String token,
            Duration lease) {}

    /** @return the publication's number; empty if one runs already or something was changed since */
    Optional<Integer> begin(Begin begin) {
        return asking(() -> transactions.execute(status -> {
            int begun = jdbc.sql(
                            "UPDATE bot_menu SET publishing = 0, lease_token = ?, lease_until = TIMESTAMPADD(MICROSECOND, ?, "
                                    + NOW
                                    + ") WHERE account_id = ? AND version = ? AND live <=> ? AND publishing IS NULL")
                    .params(begin.token, begin.lease.toNanos() / 1000, begin.account.value(), begin.draftVersion)
                    .param(begin.live)
                    .update();
            return begun == 1 ? Optional.of(number(begin)) : Optional.<Integer>empty();
        }));
    }

    private int number(Begin begin) {
        int number = jdbc.sql("SELECT COALESCE(MAX(number), 0) + 1 FROM bot_menu_version WHERE account_id = ?")
                .param(begin.account.value())
                .query(Integer.class)
                .single();
        jdbc.sql("INSERT INTO bot_menu_version (account_id, number, menu, rolled_back, published_by, started_at, state)"
                        + " VALUES (?, ?, ?, ?, ?, ?, 'PUBLISHING')")
                .params(begin.account.value(), number, MenuJson.write(begin.menu))
                .param(begin.rolledBack)
                .param(begin.by.value())
                .param(MenuRows.utc(begin.at))
                .update();
        jdbc.sql("UPDATE bot_menu SET publishing = ? WHERE account_id = ?")
                .params(number, begin.account.value())
                .update();
        return number;
    }

    /** @return whether the lease is still held */
    boolean renew(ChannelAccountId account, String token, Duration lease) {
        return asking(() -> jdbc.sql("UPDATE bot_menu SET lease_until = TIMESTAMPADD(MICROSECOND, ?, " + NOW
                                + ") WHERE account_id = ? AND lease_token = ? AND publishing IS NOT NULL")
                        .params(lease.toNanos() / 1000, account.value(), token)
                        .update())
                == 1;
    }

    /** How a publication ended. */
    record End(
            MenuVersion.State state,
            @Nullable MenuProblem problem,
            @Nullable Menu present) {}

    /** @return whether the lease was still held; nothing is changed if not */
    boolean end(ChannelAccountId account, int number, String token, End end, Instant at) {
        Boolean ended = asking(() -> transactions.execute(status -> {
            // Assignments count from the left, so that publishing goes last.
            int held = jdbc.sql(
                            "UPDATE bot_menu SET live = IF(?, publishing, live), lease_token = NULL, lease_until = NULL,"
                                    + " publishing = NULL WHERE account_id = ? AND lease_token = ? AND publishing = ?")
                    .params(end.state == MenuVersion.State.PUBLISHED, account.value(), token, number)
                    .update();
            return held == 1 && endVersion(account, number, end, at) == 1;
        }));
        return Boolean.TRUE.equals(ended);
    }

    private int endVersion(ChannelAccountId account, int number, End end, Instant at) {
        MenuProblem problem = end.problem;
        return jdbc.sql(
                        "UPDATE bot_menu_version SET state = ?, ended_at = ?, reason = ?, provider_code = ?, detail = ?, present = ?"
                                + " WHERE account_id = ? AND number = ? AND state = 'PUBLISHING'")
                .params(end.state.name(), MenuRows.utc(at))
                .param(problem == null ? null : problem.reason().name())
                .param(problem == null ? null : problem.providerCode())
                .param(problem == null ? null : problem.detail())
                .param(end.present == null ? null : MenuJson.write(end.present))
                .param(account.value())
                .param(number)
                .update();
    }

    /** A publication whose node does not answer for it any more. */
    record Orphan(ChannelAccountId account, int number, String token) {}

    List<Orphan> orphans() {
        return asking(() -> jdbc.sql(
                        "SELECT account_id, publishing, lease_token FROM bot_menu WHERE publishing IS NOT NULL AND lease_until < "
                                + NOW)
                .query((row, index) ->
                        new Orphan(new ChannelAccountId(row.getLong(1)), row.getInt(2), row.getString(3)))
                .list());
    }

    /** @return whether it is now held under the new token; one of several nodes has it */
    boolean takeOver(Orphan orphan, String token, Duration lease) {
        return asking(() -> jdbc.sql("UPDATE bot_menu SET lease_token = ?, lease_until = TIMESTAMPADD(MICROSECOND, ?, "
                                + NOW + ") WHERE account_id = ? AND lease_token = ? AND lease_until < " + NOW)
                        .params(token, lease.toNanos() / 1000, orphan.account.value(), orphan.token)
                        .update())
                == 1;
    }

    /** Which version customers have, by account. */
    record Live(ChannelAccountId account, int number) {}

    List<Live> live() {
        return asking(() -> jdbc.sql("SELECT account_id, live FROM bot_menu WHERE live IS NOT NULL")
                .query((row, index) -> new Live(new ChannelAccountId(row.getLong(1)), row.getInt(2)))
                .list());
    }

    /** The latest versions that customers have or had, newest first. */
    List<MenuVersion> published(ChannelAccountId account, int limit) {
        return asking(() -> jdbc.sql(
                        "SELECT " + MenuRows.VERSION
                                + " FROM bot_menu_version WHERE account_id = ? AND state = 'PUBLISHED' ORDER BY number DESC LIMIT ?")
                .params(account.value(), limit)
                .query(MenuRows::version)
                .list());
    }

    /** The latest below this number that customers had. */
    Optional<MenuVersion> publishedBefore(ChannelAccountId account, int number) {
        return asking(() -> jdbc.sql("SELECT " + MenuRows.VERSION
                        + " FROM bot_menu_version WHERE account_id = ? AND number < ? AND state = 'PUBLISHED'"
                        + " ORDER BY number DESC LIMIT 1")
                .params(account.value(), number)
                .query(MenuRows::version)
                .optional());
    }

    private static <T extends @Nullable Object> T asking(Supplier<T> question) {
        try {
            return question.get();
        } catch (DataAccessResourceFailureException
                | TransientDataAccessException
                | RecoverableDataAccessException
                | CannotCreateTransactionException e) {
            throw new StoreUnavailableException("The menus' database can't be asked: " + e.getMessage(), e);
        }
    }
}
