package io.keshu.infra.fact;

import io.keshu.channels.api.ChannelAccountId;
import io.keshu.domain.conversation.ConversationId;
import io.keshu.domain.fact.Fact;
import io.keshu.infra.store.Columns;
import io.keshu.infra.store.Parameters;
import io.keshu.infra.store.SizedSql;
import io.keshu.infra.store.Sql;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The rows of {@code fact}, written together with what they tell. */
public final class FactRows {

    static final String COLUMNS = "batch_id, ordinal, kind, conversation_id, account_id, happened_at, trace_id, number,"
            + " author, from_state, to_state, what, detail";

    /** Earlier than anything, so that a new batch is due on any clock. */
    static final Instant AT_ONCE = Instant.parse("2000-01-01T00:00:00Z");

    private static final SizedSql INSERT = SizedSql.insert("fact", COLUMNS);

    private FactRows() {}

    private record Numbered(long batch, int ordinal, Fact fact) {}

    /** Writes a batch and that every destination is to get it; nothing if there are no facts. */
    public static void write(Connection connection, long batch, List<Fact> facts) throws SQLException {
        if (facts.isEmpty()) {
            return;
        }
        List<Numbered> rows = new ArrayList<>(facts.size());
        for (Fact fact : facts) {
            rows.add(new Numbered(batch, rows.size(), fact));
        }
        Sql.forRows(connection, INSERT, rows, FactRows::bind);
        Sql.update(
                connection,
                "INSERT INTO fact_dispatch (destination, batch_id, due_at) SELECT name, ?, ? FROM fact_destination",
                parameters -> parameters.add(batch).add(AT_ONCE));
    }

    private static void bind(Parameters parameters, Numbered row) throws SQLException {
        Fact fact = row.fact;
        FlatFact flat = FlatFact.of(fact);
        parameters
                .add(row.batch)
                .add(row.ordinal)
                .add(flat.kind())
                .add(fact.conversation().value())
                .add(fact.account().value())
                .add(fact.at())
                .add(fact.traceId());
        add(parameters, flat.number());
        add(parameters, flat.author());
        add(parameters, flat.from());
        add(parameters, flat.to());
        parameters.add(flat.what()).add(flat.detail());
    }

    private static void add(Parameters parameters, @Nullable Integer value) throws SQLException {
        if (value == null) {
            parameters.addNull();
        } else {
            parameters.add((int) value);
        }
    }

    /** Reads what follows {@code batch_id, ordinal}. */
    static Fact read(Columns columns) throws SQLException {
        int kind = columns.getInt();
        ConversationId conversation = new ConversationId(columns.getLong());
        ChannelAccountId account = new ChannelAccountId(columns.getLong());
        Instant at = columns.getInstant();
        String traceId = columns.getString();
        FlatFact flat = new FlatFact(
                kind,
                columns.optionalInt(),
                columns.optionalInt(),
                columns.optionalInt(),
                columns.optionalInt(),
                columns.optionalString(),
                columns.optionalString());
        return flat.restore(conversation, account, at, traceId);
    }
}
