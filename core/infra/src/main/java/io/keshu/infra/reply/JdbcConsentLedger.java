package io.keshu.infra.reply;

import io.keshu.domain.conversation.ConversationId;
import io.keshu.domain.customer.IdentityId;
import io.keshu.domain.reply.ConsentLedger;
import io.keshu.infra.store.Columns;
import io.keshu.infra.store.Sql;
import io.keshu.infra.store.StoreErrors;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import javax.sql.DataSource;
import org.springframework.jdbc.datasource.DataSourceUtils;

/** Consents in {@code template_consent}, by the connection of whatever transaction is going on. */
public final class JdbcConsentLedger implements ConsentLedger {

    private final DataSource dataSource;

    public JdbcConsentLedger(DataSource dataSource) {
        this.dataSource = dataSource;
    }

    /** What happens on a connection. */
    private interface Work<T> {
        T on(Connection connection) throws SQLException;
    }

    private <T> T run(Work<T> work) {
        Connection connection = DataSourceUtils.getConnection(dataSource);
        try {
            return work.on(connection);
        } catch (SQLException e) {
            throw StoreErrors.translate(e);
        } finally {
            DataSourceUtils.releaseConnection(connection, dataSource);
        }
    }

    @Override
    public void write(List<Entry> entries) {
        // In the order of the key, so that two nodes wait for each other instead of deadlocking.
        List<Entry> sorted = entries.stream()
                .sorted(Comparator.comparingLong(
                                (Entry entry) -> entry.place().conversation().value())
                        .thenComparingInt(entry -> entry.place().number())
                        .thenComparing(Entry::template))
                .toList();
        int[] unused = run(connection -> Sql.forEach(
                connection,
                "INSERT INTO template_consent (conversation_id, number, template_id, identity_id, effect, at)"
                        + " VALUES (?, ?, ?, ?, ?, ?) ON DUPLICATE KEY UPDATE effect = VALUES(effect), at = VALUES(at)",
                sorted,
                (parameters, entry) -> parameters
                        .add(entry.place().conversation().value())
                        .add(entry.place().number())
                        .add(entry.template())
                        .add(entry.identity().value())
                        .add(entry.effect().name())
                        .add(entry.at())));
    }

    @Override
    public Set<Place> known(Collection<Place> places) {
        return run(connection -> {
            Set<Place> known = new HashSet<>();
            for (Place place : places) {
                boolean there = !Sql.query(
                                connection,
                                "SELECT 1 FROM template_consent WHERE conversation_id = ? AND number = ? LIMIT 1",
                                parameters -> parameters
                                        .add(place.conversation().value())
                                        .add(place.number()),
                                Columns::getInt)
                        .isEmpty();
                if (there) {
                    known.add(place);
                }
            }
            return known;
        });
    }

    @Override
    public List<Entry> latest(IdentityId identity, int limit) {
        List<Entry> found = new ArrayList<>(run(connection -> Sql.query(
                connection,
                "SELECT conversation_id, number, template_id, effect, at FROM template_consent WHERE identity_id = ?"
                        + " ORDER BY at DESC, conversation_id DESC, number DESC, template_id DESC LIMIT ?",
                parameters -> parameters.add(identity.value()).add(limit),
                columns -> new Entry(
                        new Place(new ConversationId(columns.getLong()), columns.getInt()),
                        columns.getString(),
                        identity,
                        Effect.valueOf(columns.getString()),
                        columns.getInstant()))));
        Collections.reverse(found);
        return found;
    }

    @Override
    public void clear() {
        int unused = run(connection -> Sql.update(connection, "DELETE FROM template_consent", Sql.Filler.NONE));
    }
}
