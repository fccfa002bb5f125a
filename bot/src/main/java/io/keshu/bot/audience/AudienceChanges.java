package io.keshu.bot.audience;

import io.keshu.channels.api.ChannelAccountId;
import io.keshu.domain.agent.AgentId;
import io.keshu.domain.id.IdGenerator;
import java.time.Clock;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.List;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Who changed which tag or code when. Thread-safe. */
public final class AudienceChanges {

    private final JdbcClient jdbc;
    private final IdGenerator ids;
    private final Clock clock;

    public AudienceChanges(DataSource dataSource, IdGenerator ids, Clock clock) {
        this.jdbc = JdbcClient.create(dataSource);
        this.ids = ids;
        this.clock = clock;
    }

    /** Adds a line to the account's history. */
    public void add(
            ChannelAccountId account,
            AudienceChange.Action action,
            String subject,
            @Nullable String former,
            int people,
            AgentId by) {
        int unused = jdbc.sql(
                        "INSERT INTO bot_audience_change (id, account_id, action, subject, former, people, agent_id,"
                                + " changed_at) VALUES (?, ?, ?, ?, ?, ?, ?, ?)")
                .param(ids.next())
                .param(account.value())
                .param(action.name())
                .param(subject)
                .param(former)
                .param(people)
                .param(by.value())
                .param(LocalDateTime.ofInstant(clock.instant(), ZoneOffset.UTC))
                .update();
    }

    /** Latest first. */
    public List<AudienceChange> latest(ChannelAccountId account, int limit) {
        return jdbc.sql("SELECT id, action, subject, former, people, agent_id, changed_at FROM bot_audience_change"
                        + " WHERE account_id = ? ORDER BY id DESC LIMIT ?")
                .params(account.value(), limit)
                .query((row, index) -> new AudienceChange(
                        row.getLong(1),
                        AudienceChange.Action.valueOf(row.getString(2)),
                        row.getString(3),
                        row.getString(4),
                        row.getInt(5),
                        new AgentId(row.getLong(6)),
                        row.getObject(7, LocalDateTime.class).toInstant(ZoneOffset.UTC)))
                .list();
    }
}
