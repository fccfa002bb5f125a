package io.keshu.bot.scene;

import io.keshu.channels.api.ChannelAccountId;
import io.keshu.domain.agent.AgentGroupId;
import io.keshu.domain.agent.AgentId;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.jdbc.core.simple.JdbcClient;

/** The rows of {@code bot_scene_code}, read with their counts. Thread-safe. */
final class SceneCodeStore {

    private static final String SELECT =
            "SELECT c.id, c.scene, c.numbered, c.group_id, c.changed_by, c.name, c.ticket, c.url, c.made_at, c.made_by, c.expires_at, c.archived, c.version,"
                    + " COALESCE((SELECT SUM(s.subscribed) FROM bot_scene_scan s WHERE s.account_id = c.account_id"
                    + " AND s.scene = c.scene), 0) AS subscribed_sum,"
                    + " COALESCE((SELECT SUM(s.scanned) FROM bot_scene_scan s WHERE s.account_id = c.account_id"
                    + " AND s.scene = c.scene), 0) AS scanned_sum FROM bot_scene_code c WHERE c.account_id = ? ";

    private final JdbcClient jdbc;

    SceneCodeStore(DataSource dataSource) {
        this.jdbc = JdbcClient.create(dataSource);
    }

    /** Latest first. */
    List<SceneCodeEntry> page(ChannelAccountId account, boolean archived, @Nullable Long before, int limit) {
        return jdbc.sql(SELECT + "AND c.archived = ? AND c.id < ? ORDER BY c.id DESC LIMIT ?")
                .params(account.value(), archived, before == null ? Long.MAX_VALUE : before, limit)
                .query(SceneCodeStore::read)
                .list();
    }

    Optional<SceneCodeEntry> find(ChannelAccountId account, long id) {
        return jdbc.sql(SELECT + "AND c.id = ?")
                .params(account.value(), id)
                .query(SceneCodeStore::read)
                .optional();
    }

    Optional<SceneCodeEntry> find(ChannelAccountId account, String scene) {
        return jdbc.sql(SELECT + "AND c.scene = ?")
                .params(account.value(), scene)
                .query(SceneCodeStore::read)
                .optional();
    }

    /** @return false if the scene is taken */
    boolean insert(ChannelAccountId account, SceneCodeEntry code) {
        try {
            return jdbc.sql("INSERT INTO bot_scene_code (id, account_id, scene, numbered, name, group_id, ticket, url,"
                                    + " made_at, made_by, expires_at, archived, version)"
                                    + " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, FALSE, 1)")
                            .param(code.id())
                            .param(account.value())
                            .param(code.scene())
                            .param(code.numbered())
                            .param(code.name())
                            .param(value(code.group()))
                            .param(code.ticket())
                            .param(code.url())
                            .param(utc(code.madeAt()))
                            .param(code.madeBy().value())
                            .param(utc(code.expiresAt()))
                            .update()
                    == 1;
        } catch (DuplicateKeyException e) {
            return false;
        }
    }

    /**
     * @param changed with the version that was read
     * @return false if that is not the stored one
     */
    boolean update(ChannelAccountId account, SceneCodeEntry changed, AgentId by) {
        return jdbc.sql(
                                "UPDATE bot_scene_code SET name = ?, group_id = ?, ticket = ?, url = ?, expires_at = ?,"
                                        + " archived = ?, changed_by = ?, version = version + 1 WHERE id = ? AND account_id = ? AND version = ?")
                        .param(changed.name())
                        .param(value(changed.group()))
                        .param(changed.ticket())
                        .param(changed.url())
                        .param(utc(changed.expiresAt()))
                        .param(changed.archived())
                        .param(by.value())
                        .param(changed.id())
                        .param(account.value())
                        .param(changed.version())
                        .update()
                == 1;
    }

    /** Of whose agents a scan of this scene asks for one. */
    Optional<AgentGroupId> group(ChannelAccountId account, String scene) {
        return jdbc.sql(
                        "SELECT group_id FROM bot_scene_code WHERE account_id = ? AND scene = ? AND group_id IS NOT NULL")
                .params(account.value(), scene)
                .query((row, index) -> new AgentGroupId(row.getLong(1)))
                .optional();
    }

    /** The names of codes that ask for this group. */
    List<String> leadingTo(AgentGroupId group, int limit) {
        return jdbc.sql("SELECT name FROM bot_scene_code WHERE group_id = ? ORDER BY id LIMIT ?")
                .params(group.value(), limit)
                .query(String.class)
                .list();
    }

    private static SceneCodeEntry read(ResultSet row, int index) throws SQLException {
        LocalDateTime expires = row.getObject("expires_at", LocalDateTime.class);
        long group = row.getLong("group_id");
        @Nullable AgentGroupId groupId = row.wasNull() ? null : new AgentGroupId(group);
        long changed = row.getLong("changed_by");
        @Nullable AgentId changedBy = row.wasNull() ? null : new AgentId(changed);
        return new SceneCodeEntry(
                row.getLong("id"),
                row.getString("scene"),
                row.getBoolean("numbered"),
                row.getString("name"),
                groupId,
                row.getString("ticket"),
                row.getString("url"),
                row.getObject("made_at", LocalDateTime.class).toInstant(ZoneOffset.UTC),
                new AgentId(row.getLong("made_by")),
                changedBy,
                expires == null ? null : expires.toInstant(ZoneOffset.UTC),
                row.getBoolean("archived"),
                row.getLong("version"),
                row.getLong("subscribed_sum"),
                row.getLong("scanned_sum"));
    }

    private static @Nullable Long value(@Nullable AgentGroupId group) {
        return group == null ? null : group.value();
    }

    private static @Nullable LocalDateTime utc(@Nullable Instant instant) {
        return instant == null ? null : LocalDateTime.ofInstant(instant, ZoneOffset.UTC);
    }
}
