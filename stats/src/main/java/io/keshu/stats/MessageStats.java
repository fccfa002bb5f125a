package io.keshu.stats;

import io.keshu.channels.api.ChannelType;
import io.keshu.domain.message.Author;
import io.keshu.domain.store.StoreUnavailableException;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Locale;
import javax.sql.DataSource;
import org.springframework.dao.DataAccessResourceFailureException;
import org.springframework.dao.RecoverableDataAccessException;
import org.springframework.dao.TransientDataAccessException;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * How many messages went each way, hour by hour. Counts what people wrote or sent and what the bot said; events of the timeline, such as
 * subscribing or closing, are no messages. Figures follow what happens by about a second. Thread-safe.
 */
public final class MessageStats {

    /** The destination of facts behind these figures: what {@code FactDispatcher.rebuild} is given. */
    public static final String DESTINATION = "message-hours";

    /** Where messages of accounts are counted that this node does not know at the time of counting; a rebuild puts them right. */
    public static final ChannelType UNKNOWN = new ChannelType("unknown");

    private final JdbcClient jdbc;

    MessageStats(DataSource dataSource) {
        this.jdbc = JdbcClient.create(dataSource);
    }

    /**
     * The hours that begin in the period, so that adjoining periods share none. Hours are those of UTC; whoever shows them in another
     * zone moves them. Where a zone is off by half an hour or a quarter, an hour belongs to the day and period that it begins in.
     *
     * @param to exclusive
     * @return only what is not zero, ordered by hour, channel and author
     * @throws IllegalArgumentException if {@code from} is after {@code to}
     * @throws StoreUnavailableException if the database can't be asked
     */
    public List<HourlyCount> between(Instant from, Instant to) {
        if (from.isAfter(to)) {
            throw new IllegalArgumentException("A period can't begin at " + from + " and end at " + to);
        }
        try {
            return jdbc.sql("SELECT hour_start, channel, author, messages FROM stats_message_hour"
                            + " WHERE hour_start >= ? AND hour_start < ? ORDER BY hour_start, channel, author")
                    .params(utc(from), utc(to))
                    .query(MessageStats::row)
                    .list();
        } catch (DataAccessResourceFailureException | TransientDataAccessException | RecoverableDataAccessException e) {
            throw new StoreUnavailableException("The figures' database can't be asked: " + e.getMessage(), e);
        }
    }

    /** A date-time without zone, which no driver converts, whatever zones it and the server believe to be in. */
    static LocalDateTime utc(Instant instant) {
        return LocalDateTime.ofInstant(instant, ZoneOffset.UTC);
    }

    private static HourlyCount row(ResultSet row, int index) throws SQLException {
        return new HourlyCount(
                row.getObject(1, LocalDateTime.class).toInstant(ZoneOffset.UTC),
                new ChannelType(row.getString(2)),
                Author.Kind.valueOf(row.getString(3).toUpperCase(Locale.ROOT)),
                row.getLong(4));
    }
}
