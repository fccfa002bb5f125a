package io.keshu.infra.erasure;

import io.keshu.channels.api.ChannelAddress;
import io.keshu.channels.api.Shortened;
import io.keshu.domain.conversation.ConversationId;
import io.keshu.domain.customer.IdentityId;
import io.keshu.domain.erasure.Erasure;
import io.keshu.domain.erasure.ErasureStore;
import io.keshu.infra.store.Database;
import io.keshu.infra.store.Sql;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Erasures in {@code erasure}; what they erase is with {@link ConversationEraser}. */
public final class JdbcErasureStore implements ErasureStore {

    private static final int MAX_PROBLEM = 500;

    private final Database database;

    public JdbcErasureStore(Database database) {
        this.database = database;
    }

    @Override
    public List<Erasure> claim(Instant now, Instant until, int limit) {
        return database
                .query(
                        "SELECT " + ErasureRows.COLUMNS + " FROM erasure WHERE due_at <= ? ORDER BY due_at LIMIT ?",
                        parameters -> parameters.add(now).add(limit),
                        ErasureRows::read)
                .stream()
                .filter(erasure -> set(erasure, until, "") == 1)
                .map(erasure -> new Erasure(
                        erasure.identity(), erasure.address(), erasure.requestedAt(), erasure.attempts() + 1))
                .toList();
    }

    /** Writing the attempts is what keeps two nodes apart. */
    private int set(Erasure seen, Instant due, String problem) {
        return database.update(
                "UPDATE erasure SET due_at = ?, attempts = attempts + 1, problem = ? WHERE identity_id = ? AND attempts = ?"
                        + " AND done_at IS NULL",
                parameters -> parameters
                        .add(due)
                        .add(problem.isEmpty() ? null : problem)
                        .add(seen.identity().value())
                        .add(seen.attempts()));
    }

    @Override
    public List<ConversationId> conversations(IdentityId identity) {
        return database.query(
                "SELECT id FROM conversation WHERE identity_id = ? ORDER BY id",
                parameters -> parameters.add(identity.value()),
                columns -> new ConversationId(columns.getLong()));
    }

    @Override
    public boolean eraseConversation(Erasure erasure, ConversationId conversation) {
        return database.transaction(connection -> new ConversationEraser(connection, erasure, conversation).erase());
    }

    @Override
    public boolean eraseBytes(Erasure erasure) {
        return database.transaction(connection -> ErasedBytes.erase(connection, erasure.identity()));
    }

    @Override
    public void eraseCustomer(Erasure erasure) {
        database.transaction(connection -> {
            long identity = erasure.identity().value();
            int set = Sql.update(
                    connection,
                    // What came later is another customer's if somebody is one by this address.
                    "DELETE FROM inbound_set_aside WHERE account_id = ? AND user_id = ? AND (received_at <= ? OR NOT EXISTS"
                            + " (SELECT 1 FROM identity i WHERE i.account_id = ? AND i.user_id = ?))",
                    parameters -> parameters
                            .add(erasure.address().account().value())
                            .addId(erasure.address().user().value())
                            .add(erasure.requestedAt())
                            .add(erasure.address().account().value())
                            .addId(erasure.address().user().value()));
            set += Sql.update(
                    connection,
                    "DELETE FROM channel_state WHERE account_id = ? AND user_id = ?",
                    parameters -> parameters
                            .add(erasure.address().account().value())
                            .addId(erasure.address().user().value()));
            // Nobody can tell any more by which channel agents learnt it.
            for (String table : List.of("customer_contact", "customer_contact_change")) {
                set += Sql.update(
                        connection,
                        "DELETE k FROM " + table + " k JOIN identity i ON i.customer_id = k.customer_id WHERE i.id = ?",
                        parameters -> parameters.add(identity));
            }
            set += Sql.update(
                    connection,
                    "DELETE FROM template_consent WHERE identity_id = ?",
                    parameters -> parameters.add(identity));
            // Somebody who is still a customer elsewhere keeps the name that is known from there.
            return set
                    + Sql.update(
                            connection,
                            "UPDATE customer c JOIN identity i ON i.customer_id = c.id SET c.name = NULL WHERE i.id = ?"
                                    + " AND NOT EXISTS (SELECT 1 FROM identity o WHERE o.customer_id = c.id AND o.id <> ?"
                                    + " AND NOT EXISTS (SELECT 1 FROM erasure e WHERE e.identity_id = o.id))",
                            parameters -> parameters.add(identity).add(identity));
        });
    }

    @Override
    public boolean strayed(ChannelAddress address) {
        @Nullable
        Integer strayed = database.queryOne(
                        "SELECT NOT EXISTS (SELECT 1 FROM conversation c JOIN message m ON m.conversation_id = c.id"
                                + " WHERE c.identity_id = i.id AND m.kind = 'subscribed')"
                                + " FROM identity i WHERE i.account_id = ? AND i.user_id = ?",
                        parameters -> parameters
                                .add(address.account().value())
                                .addId(address.user().value()),
                        columns -> columns.getInt())
                .orElse(null);
        return strayed != null && strayed == 1;
    }

    @Override
    public void postpone(Erasure erasure, Instant due, String problem) {
        set(erasure, due, Shortened.to(MAX_PROBLEM, problem));
    }

    @Override
    public void done(Erasure erasure, Instant at) {
        database.update(
                "UPDATE erasure SET user_id = NULL, due_at = NULL, problem = NULL, done_at = ? WHERE identity_id = ?",
                parameters -> parameters.add(at).add(erasure.identity().value()));
    }

    @Override
    public long countWaiting() {
        return database.count("SELECT COUNT(*) FROM erasure WHERE due_at IS NOT NULL");
    }
}
