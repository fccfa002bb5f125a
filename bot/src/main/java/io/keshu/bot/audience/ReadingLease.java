package io.keshu.bot.audience;

import io.keshu.channels.api.ChannelAccountId;
import io.keshu.channels.api.ProviderProblem;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.Optional;
import java.util.UUID;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.JdbcTemplate;

/** Who reads an account's followers, one node at a time, on the database's clock. Rows of {@code bot_audience}. Thread-safe. */
final class ReadingLease {

    /** Longer than any single call to a provider. */
    static final Duration LENGTH = Duration.ofMinutes(2);

    private static final String NOW = "UTC_TIMESTAMP(6)";
    private static final String FROM_NOW = NOW + " + INTERVAL ? SECOND";

    private final JdbcTemplate jdbc;

    ReadingLease(DataSource dataSource) {
        this.jdbc = new JdbcTemplate(dataSource);
    }

    /** What is stored of the readings. */
    record Stored(
            @Nullable Instant readAt,
            boolean reading,
            @Nullable ProviderProblem problem) {}

    /** Makes the account known, to be read at once. */
    private void know(ChannelAccountId account) {
        int unused = jdbc.update(
                "INSERT INTO bot_audience (account_id, due_at) VALUES (?, " + NOW
                        + ") ON DUPLICATE KEY UPDATE account_id = VALUES(account_id)",
                account.value());
    }

    /** Whether a known account may be read now. Every node asks this every few seconds for every account, hence without writing. */
    private Optional<Boolean> known(ChannelAccountId account) {
        return jdbc
                .query(
                        "SELECT due_at <= " + NOW + " AND (lease_until IS NULL OR lease_until < " + NOW
                                + ") FROM bot_audience WHERE account_id = ?",
                        (row, index) -> row.getBoolean(1),
                        account.value())
                .stream()
                .findFirst();
    }

    /** @return the token of the lease; empty if it is not due, or others read it */
    Optional<String> take(ChannelAccountId account) {
        if (known(account).filter(due -> !due).isPresent()) {
            return Optional.empty();
        }
        know(account);
        String token = UUID.randomUUID().toString();
        int taken = jdbc.update(
                "UPDATE bot_audience SET lease_token = ?, lease_until = " + FROM_NOW
                        + " WHERE account_id = ? AND due_at <= " + NOW + " AND (lease_until IS NULL OR lease_until < "
                        + NOW + ")",
                token,
                LENGTH.toSeconds(),
                account.value());
        return taken == 1 ? Optional.of(token) : Optional.empty();
    }

    /** @return false if it was lost */
    boolean renew(ChannelAccountId account, String token) {
        return jdbc.update(
                        "UPDATE bot_audience SET lease_until = " + FROM_NOW
                                + " WHERE account_id = ? AND lease_token = ?",
                        LENGTH.toSeconds(),
                        account.value(),
                        token)
                == 1;
    }

    void ended(ChannelAccountId account, String token, Duration next) {
        int unused = jdbc.update(
                "UPDATE bot_audience SET lease_token = NULL, lease_until = NULL, read_at = " + NOW + ", due_at = "
                        + FROM_NOW
                        + ", reason = NULL, code = NULL, detail = NULL WHERE account_id = ? AND lease_token = ?",
                next.toSeconds(),
                account.value(),
                token);
    }

    void failed(ChannelAccountId account, String token, ProviderProblem problem, Duration next) {
        int unused = jdbc.update(
                "UPDATE bot_audience SET lease_token = NULL, lease_until = NULL, due_at = " + FROM_NOW
                        + ", reason = ?, code = ?, detail = ? WHERE account_id = ? AND lease_token = ?",
                next.toSeconds(),
                problem.reason().name(),
                problem.providerCode(),
                problem.detail(),
                account.value(),
                token);
    }

    /** Has it read soon. */
    void request(ChannelAccountId account) {
        know(account);
        int unused = jdbc.update("UPDATE bot_audience SET due_at = " + NOW + " WHERE account_id = ?", account.value());
    }

    Stored stored(ChannelAccountId account) {
        return jdbc
                .query(
                        "SELECT read_at, COALESCE(lease_until > " + NOW + ", FALSE) OR due_at <= " + NOW
                                + ", reason, code, detail FROM bot_audience WHERE account_id = ?",
                        (row, index) -> {
                            LocalDateTime read = row.getObject(1, LocalDateTime.class);
                            String reason = row.getString(3);
                            return new Stored(
                                    read == null ? null : read.toInstant(ZoneOffset.UTC),
                                    row.getBoolean(2),
                                    reason == null
                                            ? null
                                            : new ProviderProblem(
                                                    ProviderProblem.Reason.valueOf(reason),
                                                    row.getString(4),
                                                    row.getString(5)));
                        },
                        account.value())
                .stream()
                .findFirst()
                .orElseGet(() -> new Stored(null, false, null));
    }
}
