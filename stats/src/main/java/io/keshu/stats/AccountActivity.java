package io.keshu.stats;

import io.keshu.channels.api.ChannelAccountId;
import io.keshu.domain.fact.Fact;
import io.keshu.domain.fact.FactBatch;
import io.keshu.domain.fact.FactDestination;
import io.keshu.domain.message.Author;
import io.keshu.domain.message.DeliveryState;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * When each account last received and sent something, and what last went wrong. Follows what happens by about a second. Taking a fact
 * twice changes nothing, since only what is later replaces what is there. Thread-safe.
 */
public final class AccountActivity implements FactDestination {

    /** The destination's name. */
    public static final String NAME = "account-activity";

    private final JdbcClient jdbc;

    AccountActivity(DataSource dataSource) {
        this.jdbc = JdbcClient.create(dataSource);
    }

    /**
     * What is known of one account; null where it never happened.
     *
     * @param failedReason the name of the problem's reason
     */
    public record Latest(
            @Nullable Instant receivedAt,
            @Nullable Instant sentAt,
            @Nullable Instant failedAt,
            @Nullable String failedReason) {

        /** Nothing ever happened. */
        public static final Latest NONE = new Latest(null, null, null, null);

        private Latest with(Fact fact) {
            if (fact instanceof Fact.MessageAdded added && added.author() == Author.Kind.CUSTOMER) {
                return new Latest(later(receivedAt, added.at()), sentAt, failedAt, failedReason);
            }
            if (fact instanceof Fact.DeliveryEnded ended) {
                // That the customer got it is told of a message that was accepted before, and may come much later.
                if (ended.state() == DeliveryState.DELIVERED) {
                    return this;
                }
                if (ended.state() == DeliveryState.ACCEPTED) {
                    return new Latest(receivedAt, later(sentAt, ended.at()), failedAt, failedReason);
                }
                boolean latest = failedAt == null || !failedAt.isAfter(ended.at());
                return latest ? new Latest(receivedAt, sentAt, ended.at(), ended.reason()) : this;
            }
            return this;
        }

        private static Instant later(@Nullable Instant one, Instant other) {
            return one == null || other.isAfter(one) ? other : one;
        }
    }

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public void apply(List<FactBatch> batches) {
        Map<Long, Latest> accounts = new TreeMap<>();
        for (FactBatch batch : batches) {
            for (Fact fact : batch.facts()) {
                if (fact instanceof Fact.MessageAdded || fact instanceof Fact.DeliveryEnded) {
                    accounts.compute(
                            fact.account().value(), (id, known) -> (known == null ? Latest.NONE : known).with(fact));
                }
            }
        }
        accounts.forEach((account, latest) -> {
            if (!latest.equals(Latest.NONE)) {
                write(account, latest);
            }
        });
    }

    /** The reason is set first: it looks at the time that is there. */
    private void write(long account, Latest latest) {
        int unused = jdbc.sql(
                        "INSERT INTO stats_account_activity (account_id, received_at, sent_at, failed_at, failed_reason)"
                                + " VALUES (?, ?, ?, ?, ?) ON DUPLICATE KEY UPDATE"
                                + " received_at = " + later("received_at") + ", sent_at = " + later("sent_at")
                                + ", failed_reason = IF(VALUES(failed_at) IS NOT NULL AND (failed_at IS NULL"
                                + " OR VALUES(failed_at) >= failed_at), VALUES(failed_reason), failed_reason)"
                                + ", failed_at = " + later("failed_at"))
                .param(account)
                .param(utc(latest.receivedAt()))
                .param(utc(latest.sentAt()))
                .param(utc(latest.failedAt()))
                .param(latest.failedReason())
                .update();
    }

    private static String later(String column) {
        return "IF(VALUES(" + column + ") IS NOT NULL AND (" + column + " IS NULL OR VALUES(" + column + ") > " + column
                + "), VALUES(" + column + "), " + column + ")";
    }

    private static @Nullable LocalDateTime utc(@Nullable Instant instant) {
        return instant == null ? null : MessageStats.utc(instant);
    }

    @Override
    public void reset() {
        int unused = jdbc.sql("DELETE FROM stats_account_activity").update();
    }

    /** What is known of these accounts, without those of which nothing is. */
    public Map<ChannelAccountId, Latest> ofAll(Collection<ChannelAccountId> accounts) {
        if (accounts.isEmpty()) {
            return Map.of();
        }
        Map<ChannelAccountId, Latest> found = new HashMap<>();
        jdbc.sql("SELECT received_at, sent_at, failed_at, failed_reason, account_id FROM stats_account_activity"
                        + " WHERE account_id IN (:accounts)")
                .param(
                        "accounts",
                        accounts.stream().map(ChannelAccountId::value).toList())
                .query((ResultSet row) -> {
                    found.put(new ChannelAccountId(row.getLong(5)), latest(row));
                });
        return found;
    }

    private static Latest latest(ResultSet row) throws SQLException {
        return new Latest(
                instant(row.getObject(1, LocalDateTime.class)),
                instant(row.getObject(2, LocalDateTime.class)),
                instant(row.getObject(3, LocalDateTime.class)),
                row.getString(4));
    }

    /** What is known of an account. */
    public Latest of(ChannelAccountId account) {
        Optional<Latest> found = jdbc.sql(
                        "SELECT received_at, sent_at, failed_at, failed_reason FROM stats_account_activity"
                                + " WHERE account_id = ?")
                .param(account.value())
                .query((row, index) -> latest(row))
                .optional();
        return found.orElse(Latest.NONE);
    }

    private static @Nullable Instant instant(@Nullable LocalDateTime time) {
        return time == null ? null : time.toInstant(ZoneOffset.UTC);
    }
}
