package io.keshu.infra.account;

import io.keshu.channels.api.ChannelAccount;
import io.keshu.channels.api.ChannelAccountId;
import io.keshu.channels.api.ChannelType;
import io.keshu.domain.account.ChannelAccountStore;
import io.keshu.domain.store.KeyTakenException;
import io.keshu.domain.store.StaleVersionException;
import io.keshu.infra.store.Columns;
import io.keshu.infra.store.Database;
import io.keshu.infra.store.Fields;
import io.keshu.infra.store.Sql;
import io.keshu.infra.store.StoreErrors;
import java.security.GeneralSecurityException;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Accounts in {@code channel_account}; the column {@code secrets} holds one encrypted text. */
public final class JdbcChannelAccountStore implements ChannelAccountStore {

    private static final Logger log = LoggerFactory.getLogger(JdbcChannelAccountStore.class);

    private final Database database;
    private final SecretCipher cipher;

    public JdbcChannelAccountStore(Database database, SecretCipher cipher) {
        this.database = database;
        this.cipher = cipher;
    }

    @Override
    public List<ChannelAccount> all() {
        return database.query(
                "SELECT id, type, account_key, name, enabled, version, settings, secrets FROM channel_account",
                Sql.Filler.NONE,
                this::read);
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
    public void insert(ChannelAccount account) {
        boolean inserted = database.run(connection -> {
            try {
                return Sql.update(
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
                                        .add(encrypted(account))
                                        .add(account.version()))
                        == 1;
            } catch (SQLException e) {
                if (StoreErrors.isDuplicateKey(e)) {
                    return false;
                }
                throw e;
            }
        });
        if (!inserted) {
            throw new KeyTakenException(account.type() + " has an account with the key " + account.key());
        }
    }

    @Override
    public void update(ChannelAccount account) {
        int updated = database.update(
                "UPDATE channel_account SET name = ?, enabled = ?, settings = ?, secrets = ?, version = version + 1"
                        + " WHERE id = ? AND version = ?",
                parameters -> parameters
                        .add(account.name())
                        .add(account.enabled())
                        .add(text(account.settings()))
                        .add(encrypted(account))
                        .add(account.id().value())
                        .add(account.version()));
        if (updated != 1) {
            throw new StaleVersionException("Account " + account.id() + " is not at version " + account.version());
        }
    }

    private static String text(Map<String, String> settings) {
        String json = Fields.write(settings);
        return json == null ? "{}" : json;
    }

    private String encrypted(ChannelAccount account) {
        return cipher.encrypt(text(account.secrets()), account.id().value());
    }

    @Override
    public long revision() {
        return database.count("SELECT COALESCE(SUM(version), 0) FROM channel_account");
    }
}
