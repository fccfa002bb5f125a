package io.keshu.infra.fact;

import io.keshu.channels.api.ChannelAccountId;
import io.keshu.domain.agent.AgentGroupId;
import io.keshu.domain.conversation.ConversationId;
import io.keshu.domain.conversation.ConversationState;
import io.keshu.domain.fact.Fact;
import io.keshu.domain.message.Author;
import io.keshu.domain.message.DeliveryState;
import io.keshu.infra.store.Codes;
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

    private static final int MESSAGE_ADDED = 0;
    private static final int STATE_CHANGED = 1;
    private static final int DELIVERY_ENDED = 2;
    private static final int MEDIA_ENDED = 3;
    private static final int MENU_TAPPED = 4;
    /** The group's id is in {@code detail}. */
    private static final int GROUP_CHOSEN = 8;

    private static final int SCENE_SCANNED = 5;

    /** What says that a scan made somebody a follower. */
    private static final String SUBSCRIBED = "subscribed";

    private static final String SCANNED = "scanned";

    /** The rule's id is in {@code detail}. */
    private static final int RULE_FIRED = 9;

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
        parameters
                .add(row.batch)
                .add(row.ordinal)
                .add(kind(fact))
                .add(fact.conversation().value())
                .add(fact.account().value())
                .add(fact.at())
                .add(fact.traceId());
        if (fact instanceof Fact.MessageAdded added) {
            parameters
                    .add(added.number())
                    .add(Codes.of(added.author()))
                    .addNull()
                    .addNull()
                    .add(added.kind())
                    .addNull();
        } else if (fact instanceof Fact.StateChanged changed) {
            parameters.addNull().addNull();
            ConversationState from = changed.from();
            if (from == null) {
                parameters.addNull();
            } else {
                parameters.add(Codes.of(from));
            }
            parameters.add(Codes.of(changed.to())).addNull().addNull();
        } else if (fact instanceof Fact.DeliveryEnded ended) {
            parameters
                    .add(ended.number())
                    .addNull()
                    .addNull()
                    .add(Codes.of(ended.state()))
                    .add(ended.reason())
                    .addNull();
        } else if (fact instanceof Fact.MediaEnded media) {
            parameters
                    .add(media.number())
                    .addNull()
                    .addNull()
                    .addNull()
                    .add(media.state())
                    .addNull();
        } else if (fact instanceof Fact.MenuTapped tapped) {
            parameters
                    .add(tapped.number())
                    .addNull()
                    .addNull()
                    .addNull()
                    .add(tapped.button())
                    .add(tapped.key());
        } else if (fact instanceof Fact.GroupChosen chosen) {
            parameters
                    .add(chosen.number())
                    .addNull()
                    .addNull()
                    .addNull()
                    .addNull()
                    .add(chosen.group().toString());
        } else if (fact instanceof Fact.SceneScanned scan) {
            parameters
                    .add(scan.number())
                    .addNull()
                    .addNull()
                    .addNull()
                    .add(scan.subscribed() ? SUBSCRIBED : SCANNED)
                    .add(scan.scene());
        } else if (fact instanceof Fact.RuleFired fired) {
            parameters
                    .add(fired.number())
                    .addNull()
                    .addNull()
                    .addNull()
                    .addNull()
                    .add(Long.toString(fired.rule()));
        }
    }

    private static int kind(Fact fact) {
        if (fact instanceof Fact.MessageAdded) {
            return MESSAGE_ADDED;
        } else if (fact instanceof Fact.StateChanged) {
            return STATE_CHANGED;
        } else if (fact instanceof Fact.DeliveryEnded) {
            return DELIVERY_ENDED;
        } else if (fact instanceof Fact.GroupChosen) {
            return GROUP_CHOSEN;
        } else if (fact instanceof Fact.RuleFired) {
            return RULE_FIRED;
        }
        if (fact instanceof Fact.MediaEnded) {
            return MEDIA_ENDED;
        }
        return fact instanceof Fact.MenuTapped ? MENU_TAPPED : SCENE_SCANNED;
    }

    /** Reads what follows {@code batch_id, ordinal}. */
    static Fact read(Columns columns) throws SQLException {
        int kind = columns.getInt();
        ConversationId conversation = new ConversationId(columns.getLong());
        ChannelAccountId account = new ChannelAccountId(columns.getLong());
        Instant at = columns.getInstant();
        String traceId = columns.getString();
        int number = columns.getInt();
        int author = columns.getInt();
        @Nullable Integer from = columns.optionalInt();
        int to = columns.getInt();
        @Nullable String what = columns.optionalString();
        @Nullable String detail = columns.optionalString();
        return switch (kind) {
            case MESSAGE_ADDED ->
                new Fact.MessageAdded(
                        conversation,
                        account,
                        at,
                        traceId,
                        number,
                        Codes.constant(Author.Kind.class, author),
                        what == null ? "" : what);
            case STATE_CHANGED ->
                new Fact.StateChanged(
                        conversation,
                        account,
                        at,
                        traceId,
                        Codes.optional(ConversationState.class, from),
                        Codes.constant(ConversationState.class, to));
            case DELIVERY_ENDED ->
                new Fact.DeliveryEnded(
                        conversation, account, at, traceId, number, Codes.constant(DeliveryState.class, to), what);
            case MEDIA_ENDED ->
                new Fact.MediaEnded(conversation, account, at, traceId, number, what == null ? "" : what);
            case MENU_TAPPED ->
                new Fact.MenuTapped(
                        conversation,
                        account,
                        at,
                        traceId,
                        number,
                        what == null ? "" : what,
                        detail == null ? "" : detail);
            case GROUP_CHOSEN ->
                new Fact.GroupChosen(
                        conversation,
                        account,
                        at,
                        traceId,
                        number,
                        new AgentGroupId(Long.parseLong(String.valueOf(detail))));
            case SCENE_SCANNED ->
                new Fact.SceneScanned(
                        conversation,
                        account,
                        at,
                        traceId,
                        number,
                        detail == null ? "" : detail,
                        SUBSCRIBED.equals(what));
            case RULE_FIRED ->
                new Fact.RuleFired(conversation, account, at, traceId, number, Long.parseLong(String.valueOf(detail)));
            default -> throw new SQLException("No fact has the kind " + kind);
        };
    }
}
