package io.keshu.bot.scene;

import io.keshu.channels.api.ChannelAccountId;
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
            "SELECT c.id, c.scene, c.name, c.ticket, c.url, c.made_at, c.made_by, c.expires_at, c.archived, c.version,"
                    + " COALESCE((SELECT SUM(s.subscribed) FROM bot_scene_scan s WHERE s.account_id = c.account_id"
                    + " AND s.scene = c.scene), 0),"
                    + " COALESCE((SELECT SUM(s.scanned) FROM bot_scene_scan s WHERE s.account_id = c.account_id"
                    + " AND s.scene = c.scene), 0) FROM bot_scene_code c WHERE c.account_id = ? ";

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
            return jdbc.sql("INSERT INTO bot_scene_code (id, account_id, scene, name, ticket, url, made_at, made_by,"
                                    + " expires_at, archived, version) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, FALSE, 1)")
                            .param(code.id())
                            .param(account.value())
                            .param(code.scene())
                            .param(code.name())
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
    boolean update(ChannelAccountId account, SceneCodeEntry changed) {
        return jdbc.sql("UPDATE bot_scene_code SET name = ?, ticket = ?, url = ?, expires_at = ?, archived = ?,"
                                + " version = version + 1 WHERE id = ? AND account_id = ? AND version = ?")
                        .param(changed.name())
                        .param(changed.ticket())
                        .param(changed.url())
                        .param(utc(changed.expiresAt()))
                        .param(changed.archived())
                        .param(changed.id())
                        .param(account.value())
                        .param(changed.version())
                        .update()
                == 1;
    }

    private static SceneCodeEntry read(ResultSet row, int index) throws SQLException {
        LocalDateTime expires = row.getObject(8, LocalDateTime.class);
        return new SceneCodeEntry(
                row.getLong(1),
                row.getString(2),
                row.getString(3),
                row.getString(4),
                row.getString(5),
                row.getObject(6, LocalDateTime.class).toInstant(ZoneOffset.UTC),
                new AgentId(row.getLong(7)),
                expires == null ? null : expires.toInstant(ZoneOffset.UTC),
                row.getBoolean(9),
                row.getLong(10),
                row.getLong(11),
                row.getLong(12));
    }

    private static @Nullable LocalDateTime utc(@Nullable Instant instant) {
        return instant == null ? null : LocalDateTime.ofInstant(instant, ZoneOffset.UTC);
    }
}
