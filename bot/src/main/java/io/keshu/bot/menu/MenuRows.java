package io.keshu.bot.menu;

import io.keshu.channels.api.MenuProblem;
import io.keshu.domain.agent.AgentId;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import org.jspecify.annotations.Nullable;

/** The columns of {@code bot_menu_version}. Times are UTC without a zone, which no driver converts. */
final class MenuRows {

    static final String VERSION = "number, menu, rolled_back, published_by, started_at, state, ended_at, reason,"
            + " provider_code, detail, present";

    private MenuRows() {}

    static MenuVersion version(ResultSet row, int index) throws SQLException {
        String reason = row.getString("reason");
        String present = row.getString("present");
        return new MenuVersion(
                row.getInt("number"),
                MenuJson.read(row.getString("menu")),
                row.getObject("rolled_back", Integer.class),
                new AgentId(row.getLong("published_by")),
                instant(row.getObject("started_at", LocalDateTime.class)),
                MenuVersion.State.valueOf(row.getString("state")),
                optional(row.getObject("ended_at", LocalDateTime.class)),
                reason == null
                        ? null
                        : new MenuProblem(
                                MenuProblem.Reason.valueOf(reason),
                                text(row.getString("provider_code")),
                                text(row.getString("detail"))),
                present == null ? null : MenuJson.read(present));
    }

    private static String text(@Nullable String text) {
        return text == null ? "" : text;
    }

    static @Nullable Instant optional(@Nullable LocalDateTime time) {
        return time == null ? null : instant(time);
    }

    static Instant instant(LocalDateTime time) {
        return time.toInstant(ZoneOffset.UTC);
    }

    static LocalDateTime utc(Instant time) {
        return LocalDateTime.ofInstant(time, ZoneOffset.UTC);
    }
}
