package io.keshu.bot.audience;

import io.keshu.channels.api.AudienceDirectory.AudienceTag;
import io.keshu.channels.api.AudienceDirectory.FollowerProfile;
import io.keshu.channels.api.ChannelAccountId;
import io.keshu.channels.api.ExternalUserId;
import java.nio.charset.StandardCharsets;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.TransactionDefinition;
import org.springframework.transaction.support.TransactionTemplate;

/** The rows of {@code bot_follower}, {@code bot_follower_tag} and {@code bot_audience_tag}. Thread-safe. */
final class FollowerStore {

    private static final String COLUMNS = "user_id, name, remark, source, scene, language, since, seen_at, told";
    private static final int CHUNK = 500;

    private final JdbcTemplate jdbc;
    private final TransactionTemplate transactions;

    FollowerStore(DataSource dataSource, PlatformTransactionManager manager) {
        this.jdbc = new JdbcTemplate(dataSource);
        this.transactions = new TransactionTemplate(manager);
        this.transactions.setIsolationLevel(TransactionDefinition.ISOLATION_READ_COMMITTED);
    }

    /** Keeps what the provider told; who does not follow is taken out. */
    void keep(ChannelAccountId account, List<FollowerProfile> profiles, Instant seenAt) {
        List<FollowerProfile> ordered = profiles.stream()
                .sorted((a, b) -> a.user().value().compareTo(b.user().value()))
                .toList();
        transactions.executeWithoutResult(status -> {
            for (FollowerProfile profile : ordered) {
                if (profile.following()) {
                    keep(account, profile, seenAt);
                } else {
                    forget(account, profile.user());
                }
            }
        });
    }

    private void keep(ChannelAccountId account, FollowerProfile profile, Instant seenAt) {
        Instant since = profile.since();
        int unused = jdbc.update(
                "INSERT INTO bot_follower (account_id, " + COLUMNS + ") VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, TRUE)"
                        + " ON DUPLICATE KEY UPDATE name = VALUES(name), remark = VALUES(remark), source = VALUES(source),"
                        + " scene = VALUES(scene), language = VALUES(language), since = VALUES(since),"
                        + " seen_at = VALUES(seen_at), told = VALUES(told)",
                account.value(),
                bytes(profile.user()),
                cut(profile.name(), 191),
                cut(profile.remark(), 191),
                cut(profile.source(), 64),
                cut(profile.scene(), 255),
                cut(profile.language(), 32),
                since == null ? null : utc(since),
                utc(seenAt));
        Set<String> before = new TreeSet<>(jdbc.queryForList(
                "SELECT tag_id FROM bot_follower_tag WHERE account_id = ? AND user_id = ?",
                String.class,
                account.value(),
                bytes(profile.user())));
        if (!before.equals(new TreeSet<>(profile.tags()))) {
            untagAll(account, profile.user());
            profile.tags().forEach(tag -> mark(account, tag, profile.user(), true));
        }
    }

    /** Keeps that somebody has begun to follow, of whom the provider has told nothing else yet. */
    void began(ChannelAccountId account, ExternalUserId user, Instant at) {
        int unused = jdbc.update(
                "INSERT INTO bot_follower (account_id, " + COLUMNS + ") VALUES (?, ?, '', '', '', '', '', ?, ?, FALSE)"
                        + " ON DUPLICATE KEY UPDATE since = GREATEST(COALESCE(since, VALUES(since)), VALUES(since)),"
                        + " seen_at = GREATEST(seen_at, VALUES(seen_at))",
                account.value(),
                bytes(user),
                utc(at),
                utc(at));
    }

    private static String cut(String text, int length) {
        int end = text.offsetByCodePoints(0, Math.min(length / 2, text.codePointCount(0, text.length())));
        return text.length() <= length ? text : text.substring(0, end);
    }

    private void untagAll(ChannelAccountId account, ExternalUserId user) {
        int unused = jdbc.update(
                "DELETE FROM bot_follower_tag WHERE account_id = ? AND user_id = ?", account.value(), bytes(user));
    }

    void forget(ChannelAccountId account, ExternalUserId user) {
        untagAll(account, user);
        int unused = jdbc.update(
                "DELETE FROM bot_follower WHERE account_id = ? AND user_id = ?", account.value(), bytes(user));
    }

    /** As {@link #forget}, unless the customer has come back since: then that is somebody else's. */
    void forgetWhoLeft(ChannelAccountId account, ExternalUserId user, Instant at) {
        transactions.executeWithoutResult(status -> {
            int left = jdbc.update(
                    "DELETE FROM bot_follower WHERE account_id = ? AND user_id = ? AND (since IS NULL OR since <= ?)",
                    account.value(),
                    bytes(user),
                    utc(at));
            if (left > 0) {
                untagAll(account, user);
            }
        });
    }

    /** Takes out those whom a whole reading that began then has not met. @return how many */
    int forgetUnseen(ChannelAccountId account, Instant began) {
        int gone = 0;
        for (List<byte[]> part = unseen(account, began); !part.isEmpty(); part = unseen(account, began)) {
            for (byte[] user : part) {
                forget(account, new ExternalUserId(new String(user, StandardCharsets.UTF_8)));
            }
            gone += part.size();
        }
        return gone;
    }

    private List<byte[]> unseen(ChannelAccountId account, Instant began) {
        return jdbc.queryForList(
                "SELECT user_id FROM bot_follower WHERE account_id = ? AND seen_at < ? LIMIT " + CHUNK,
                byte[].class,
                account.value(),
                utc(began));
    }

    void mark(ChannelAccountId account, String tag, ExternalUserId user, boolean bears) {
        int unused = jdbc.update(
                bears
                        ? "INSERT INTO bot_follower_tag (account_id, tag_id, user_id) VALUES (?, ?, ?)"
                                + " ON DUPLICATE KEY UPDATE tag_id = VALUES(tag_id)"
                        : "DELETE FROM bot_follower_tag WHERE account_id = ? AND tag_id = ? AND user_id = ?",
                account.value(),
                tag,
                bytes(user));
    }

    /** Replaces the account's tags. */
    void keepTags(ChannelAccountId account, List<AudienceTag> tags) {
        transactions.executeWithoutResult(status -> {
            int unused = jdbc.update("DELETE FROM bot_audience_tag WHERE account_id = ?", account.value());
            for (AudienceTag tag : tags) {
                int added = jdbc.update(
                        "INSERT INTO bot_audience_tag (account_id, tag_id, name, bearers) VALUES (?, ?, ?, ?)",
                        account.value(),
                        tag.id(),
                        cut(tag.name(), 191),
                        tag.bearers());
                if (added != 1) {
                    throw new IllegalStateException("Tag " + tag.id() + " was not kept");
                }
            }
        });
    }

    List<AudienceTag> tags(ChannelAccountId account) {
        return jdbc.query(
                "SELECT tag_id, name, bearers FROM bot_audience_tag WHERE account_id = ? ORDER BY tag_id",
                (row, index) -> new AudienceTag(row.getString(1), row.getString(2), row.getInt(3)),
                account.value());
    }

    List<String> tagNames(int limit) {
        return jdbc.queryForList(
                "SELECT DISTINCT name FROM bot_audience_tag ORDER BY name LIMIT ?", String.class, limit);
    }

    /** The names of the tags that somebody bears. */
    Set<String> tagNames(ChannelAccountId account, ExternalUserId user) {
        return Set.copyOf(jdbc.queryForList(
                "SELECT t.name FROM bot_follower_tag f JOIN bot_audience_tag t ON t.account_id = f.account_id"
                        + " AND t.tag_id = f.tag_id WHERE f.account_id = ? AND f.user_id = ?",
                String.class,
                account.value(),
                bytes(user)));
    }

    long count(ChannelAccountId account) {
        Long count = jdbc.queryForObject(
                "SELECT COUNT(*) FROM bot_follower WHERE account_id = ?", Long.class, account.value());
        return count == null ? 0 : count;
    }

    Optional<Follower> find(ChannelAccountId account, ExternalUserId user) {
        List<Follower> found = jdbc.query(
                "SELECT " + COLUMNS + " FROM bot_follower WHERE account_id = ? AND user_id = ?",
                FollowerStore::read,
                account.value(),
                bytes(user));
        return withTags(account, found).stream().findFirst();
    }

    /** In the order of their ids. */
    List<Follower> page(ChannelAccountId account, @Nullable String tag, @Nullable String after, int limit) {
        List<Follower> found = tag == null
                ? jdbc.query(
                        "SELECT " + COLUMNS + " FROM bot_follower WHERE account_id = ? AND user_id > ?"
                                + " ORDER BY user_id LIMIT ?",
                        FollowerStore::read,
                        account.value(),
                        bytes(after),
                        limit)
                : jdbc.query(
                        "SELECT f.user_id, f.name, f.remark, f.source, f.scene, f.language, f.since, f.seen_at, f.told"
                                + " FROM bot_follower_tag t JOIN bot_follower f ON f.account_id = t.account_id"
                                + " AND f.user_id = t.user_id WHERE t.account_id = ? AND t.tag_id = ? AND t.user_id > ?"
                                + " ORDER BY t.user_id LIMIT ?",
                        FollowerStore::read,
                        account.value(),
                        tag,
                        bytes(after),
                        limit);
        return withTags(account, found);
    }

    private List<Follower> withTags(ChannelAccountId account, List<Follower> followers) {
        if (followers.isEmpty()) {
            return followers;
        }
        List<Object> parameters = new ArrayList<>();
        parameters.add(account.value());
        followers.forEach(follower -> parameters.add(bytes(follower.user())));
        Map<String, List<String>> tags = new HashMap<>();
        jdbc.query(
                "SELECT user_id, tag_id FROM bot_follower_tag WHERE account_id = ? AND user_id IN ("
                        + String.join(", ", Collections.nCopies(followers.size(), "?")) + ") ORDER BY tag_id",
                row -> {
                    tags.computeIfAbsent(text(row.getBytes(1)), user -> new ArrayList<>())
                            .add(row.getString(2));
                },
                parameters.toArray());
        return followers.stream()
                .map(each -> new Follower(
                        each.user(),
                        each.name(),
                        each.remark(),
                        each.source(),
                        each.scene(),
                        each.language(),
                        each.since(),
                        tags.getOrDefault(each.user().value(), List.of()),
                        each.seenAt(),
                        each.told()))
                .toList();
    }

    private static Follower read(ResultSet row, int index) throws SQLException {
        LocalDateTime since = row.getObject(7, LocalDateTime.class);
        return new Follower(
                new ExternalUserId(text(row.getBytes(1))),
                row.getString(2),
                row.getString(3),
                row.getString(4),
                row.getString(5),
                row.getString(6),
                since == null ? null : since.toInstant(ZoneOffset.UTC),
                List.of(),
                row.getObject(8, LocalDateTime.class).toInstant(ZoneOffset.UTC),
                row.getBoolean(9));
    }

    private static byte[] bytes(ExternalUserId user) {
        return bytes(user.value());
    }

    private static byte[] bytes(@Nullable String text) {
        return (text == null ? "" : text).getBytes(StandardCharsets.UTF_8);
    }

    private static String text(byte[] bytes) {
        return new String(bytes, StandardCharsets.UTF_8);
    }

    static LocalDateTime utc(Instant instant) {
        return LocalDateTime.ofInstant(instant, ZoneOffset.UTC);
    }
}
