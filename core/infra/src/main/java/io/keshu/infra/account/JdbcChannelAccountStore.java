package io.keshu.infra.account;

import io.keshu.channels.api.ChannelAccount;
import io.keshu.channels.api.ChannelAccountId;
import io.keshu.channels.api.ChannelType;
import io.keshu.domain.account.AccountChange;
import io.keshu.domain.account.AccountChange.Position;
import io.keshu.domain.account.ChannelAccountStore;
import io.keshu.domain.account.FormerAccount;
import io.keshu.domain.agent.AgentId;
import io.keshu.domain.store.KeyTakenException;
import io.keshu.domain.store.StaleVersionException;
import io.keshu.infra.store.Columns;
import io.keshu.infra.store.Database;
import io.keshu.infra.store.Fields;
import io.keshu.infra.store.Sql;
import io.keshu.infra.store.StoreErrors;
import java.security.GeneralSecurityException;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Accounts in {@code channel_account}; the column {@code secrets} holds one encrypted text. */
public final class JdbcChannelAccountStore implements ChannelAccountStore {

    private static final String SELECT =
            "SELECT id, type, account_key, name, enabled, version, settings, secrets FROM channel_account";
    private static final Logger log = LoggerFactory.getLogger(JdbcChannelAccountStore.class);

    private final Database database;
    private final SecretCipher cipher;

    public JdbcChannelAccountStore(Database database, SecretCipher cipher) {
        this.database = database;
        this.cipher = cipher;
    }

    @Override
    public List<ChannelAccount> all() {
        return database.query(SELECT + " WHERE deleted_at IS NULL", Sql.Filler.NONE, this::read);
    }

    @Override
    public List<FormerAccount> former() {
        return database.query(
                "SELECT id, type, account_key, name, deleted_at FROM channel_account WHERE deleted_at IS NOT NULL",
                Sql.Filler.NONE,
                columns -> new FormerAccount(
                        new ChannelAccountId(columns.getLong()),
                        new ChannelType(columns.getString()),
                        columns.getString(),
                        columns.getString(),
                        columns.getInstant()));
    }

    private ChannelAccount read(Columns columns) throws SQLException {
        long id = columns.getLong();
        ChannelType type = new ChannelType(columns.getString());
        String key = columns.getString();
        String name = columns.getString();
        boolean enabled = columns.getBoolean();
        long version = columns.getLong();
        Map<String, String> settings = Fields.read(columns.getString());
        Map<String, String> secrets = Map.of();
        boolean readable = true;
        try {
            secrets = Fields.read(cipher.decrypt(columns.getString(), id));
        } catch (GeneralSecurityException e) {
            enabled = false;
            readable = false;
            log.error(
                    "event=secrets_unreadable account={} type={} key={} remedy=\"give keshu.secrets.key its former value"
                            + " or enter the secrets again\"",
                    id,
                    type,
                    key);
        }
        return new ChannelAccount(
                new ChannelAccountId(id), type, key, name, enabled, settings, secrets, version, readable);
    }

    @Override
    public void insert(ChannelAccount account, @Nullable AgentId by) {
        boolean inserted = database.transaction(connection -> {
            try {
                int unused = Sql.update(
                        connection,
                        "INSERT INTO channel_account (id, type, account_key, name, enabled, settings, secrets,"
                                + " version) VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
                        parameters -> parameters
                                .add(account.id().value())
                                .add(account.type().value())
                                .add(account.key())
                                .add(account.name())
                                .add(account.enabled())
                                .add(text(account.settings()))
                                .add(encrypted(account.secrets(), account.id()))
                                .add(account.version()));
            } catch (SQLException e) {
                if (StoreErrors.isDuplicateKey(e)) {
                    return false;
                }
                throw e;
            }
            AccountChangeRows.insert(connection, AccountChange.between(null, account, by, now(connection)));
            return true;
        });
        if (!inserted) {
            throw new KeyTakenException(account.type() + " has an account with the key " + account.key());
        }
    }

    /** By the database's clock: of several nodes' clocks none would put the changes in order. */
    private static Instant now(Connection connection) throws SQLException {
        return Sql.query(connection, "SELECT UTC_TIMESTAMP(6)", Sql.Filler.NONE, Columns::getInstant)
                .get(0);
    }

    @Override
    public void update(ChannelAccount account, @Nullable AgentId by) {
        boolean unused = database.transaction(connection -> {
            ChannelAccount stored = stored(connection, account.id(), account.version());
            // Only what is written here: the type and the key stay as they are.
            ChannelAccount next = new ChannelAccount(
                    stored.id(),
                    stored.type(),
                    stored.key(),
                    account.name(),
                    account.enabled(),
                    account.settings(),
                    account.secrets(),
                    account.version() + 1);
            int updated = Sql.update(
                    connection,
                    "UPDATE channel_account SET name = ?, enabled = ?, settings = ?, secrets = ?, version = version + 1"
                            + " WHERE id = ? AND version = ? AND deleted_at IS NULL",
                    parameters -> parameters
                            .add(next.name())
                            .add(next.enabled())
                            .add(text(next.settings()))
                            .add(encrypted(next.secrets(), next.id()))
                            .add(account.id().value())
                            .add(account.version()));
            requireOne(updated, account.id(), account.version());
            AccountChangeRows.insert(connection, AccountChange.between(stored, next, by, now(connection)));
            return true;
        });
    }

    @Override
    public void delete(ChannelAccountId id, long version, @Nullable AgentId by) {
        boolean unused = database.transaction(connection -> {
            ChannelAccount stored = stored(connection, id, version);
            Instant now = now(connection);
            int updated = Sql.update(
                    connection,
                    "UPDATE channel_account SET enabled = FALSE, secrets = ?, deleted_at = ?, version = version + 1"
                            + " WHERE id = ? AND version = ? AND deleted_at IS NULL",
                    parameters -> parameters
                            .add(encrypted(Map.of(), id))
                            .add(now)
                            .add(id.value())
                            .add(version));
            requireOne(updated, id, version);
            AccountChangeRows.insert(connection, AccountChange.deletion(stored, by, now));
            return true;
        });
    }

    /** @throws StaleVersionException if it is not there at this version */
    private ChannelAccount stored(Connection connection, ChannelAccountId id, long version) throws SQLException {
        return Sql.query(
                        connection,
                        SELECT + " WHERE id = ? AND version = ? AND deleted_at IS NULL",
                        parameters -> parameters.add(id.value()).add(version),
                        this::read)
                .stream()
                .findFirst()
                .orElseThrow(() -> stale(id, version));
    }

    private static void requireOne(int updated, ChannelAccountId id, long version) {
        if (updated != 1) {
            throw stale(id, version);
        }
    }

    private static StaleVersionException stale(ChannelAccountId id, long version) {
        return new StaleVersionException("Account " + id + " is not at version " + version);
    }

    @Override
    public List<AccountChange> changes(@Nullable ChannelAccountId of, @Nullable Position after, int limit) {
        return AccountChangeRows.page(database, of, after, limit);
    }

    @Override
    public Optional<AccountChange> lastChange(ChannelAccountId id) {
        return AccountChangeRows.last(database, id);
    }

    private static String text(Map<String, String> settings) {
        String json = Fields.write(settings);
        return json == null ? "{}" : json;
    }

    private String encrypted(Map<String, String> secrets, ChannelAccountId id) {
        return cipher.encrypt(text(secrets), id.value());
    }

    @Override
    public long revision() {
        return database.count("SELECT COALESCE(SUM(version), 0) FROM channel_account");
    }
}
