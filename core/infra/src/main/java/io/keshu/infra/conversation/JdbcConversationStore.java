package io.keshu.infra.conversation;

import io.keshu.channels.api.ChannelAccountId;
import io.keshu.channels.api.ChannelAddress;
import io.keshu.domain.conversation.Conversation;
import io.keshu.domain.conversation.ConversationId;
import io.keshu.domain.conversation.ConversationState;
import io.keshu.domain.conversation.ConversationStore;
import io.keshu.domain.conversation.LaneChange;
import io.keshu.domain.conversation.LaneSnapshot;
import io.keshu.domain.customer.Identity;
import io.keshu.domain.customer.IdentityId;
import io.keshu.domain.fact.FactBatch;
import io.keshu.domain.lock.Lane;
import io.keshu.domain.message.Message;
import io.keshu.infra.fact.RecentFacts;
import io.keshu.infra.store.Codes;
import io.keshu.infra.store.Columns;
import io.keshu.infra.store.Database;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Conversations in {@code conversation} and {@code message}, with whom they are in {@code identity} and {@code customer}. */
public final class JdbcConversationStore implements ConversationStore {

    private static final String WITH_IDENTITY = "SELECT " + ConversationRows.COLUMNS + ", "
            + ConversationRows.IDENTITY_COLUMNS + " FROM conversation c JOIN identity i ON i.id = c.identity_id";

    private final Database database;
    private final RecentFacts recent;
    private final LaneLoader loader = new LaneLoader();
    private final ChangeWriter writer = new ChangeWriter();

    /** @param recent where what is committed here is remembered for its destinations */
    public JdbcConversationStore(Database database, RecentFacts recent) {
        this.database = database;
        this.recent = recent;
    }

    @Override
    public List<LaneSnapshot> load(Collection<Lane> lanes, int perLane) {
        return database.run(connection ->
                loader.load(connection, lanes.stream().distinct().sorted().toList(), perLane));
    }

    @Override
    public void commit(List<LaneChange> changes, long factBatch) {
        database.transaction(connection -> {
            writer.write(connection, changes, factBatch);
            return changes.size();
        });
        recent.keep(new FactBatch(
                factBatch,
                changes.stream().flatMap(change -> change.facts().stream()).toList()));
    }

    @Override
    public Optional<ConversationWithIdentity> find(ConversationId id) {
        return database.queryOne(
                WITH_IDENTITY + " WHERE c.id = ?",
                parameters -> parameters.add(id.value()),
                JdbcConversationStore::withIdentity);
    }

    private static ConversationWithIdentity withIdentity(Columns columns) throws SQLException {
        Conversation conversation = ConversationRows.read(columns);
        Identity identity = ConversationRows.readIdentity(columns);
        return new ConversationWithIdentity(conversation, identity);
    }

    @Override
    public Optional<Identity> identityAt(ChannelAddress address) {
        return database.queryOne(
                "SELECT " + ConversationRows.IDENTITY_COLUMNS
                        + " FROM identity i WHERE i.account_id = ? AND i.user_id = ?",
                parameters -> parameters
                        .add(address.account().value())
                        .addId(address.user().value()),
                ConversationRows::readIdentity);
    }

    @Override
    public Optional<Message> message(ConversationId id, int number) {
        return database.queryOne(
                "SELECT " + MessageRows.COLUMNS + " FROM message WHERE conversation_id = ? AND number = ?",
                parameters -> parameters.add(id.value()).add(number),
                MessageRows::read);
    }

    @Override
    public Optional<Message> messageByClientId(ConversationId id, String clientId) {
        return database.queryOne(
                "SELECT " + MessageRows.COLUMNS + " FROM message WHERE conversation_id = ? AND number ="
                        + " (SELECT number FROM message_client WHERE conversation_id = ? AND client_id = ?)",
                parameters -> parameters.add(id.value()).add(id.value()).addId(clientId),
                MessageRows::read);
    }

    @Override
    public List<ConversationWithIdentity> waitingForBotSince(Instant before, int limit) {
        return database.query(
                WITH_IDENTITY + " WHERE c.bot_since < ? ORDER BY c.bot_since LIMIT ?",
                parameters -> parameters.add(before).add(limit),
                JdbcConversationStore::withIdentity);
    }

    /** By the rank, which is the time since when somebody waits. */
    @Override
    public List<ConversationWithIdentity> waitingForAgentsSince(Instant from, Instant to, int limit) {
        return database.query(
                WITH_IDENTITY + " WHERE c.state = ? AND c.list_rank >= ? AND c.list_rank < ?"
                        + " AND c.waiting_since IS NOT NULL ORDER BY c.list_rank, c.id LIMIT ?",
                parameters -> parameters
                        .add(Codes.of(ConversationState.QUEUED))
                        .add(ConversationRows.rank(from))
                        .add(ConversationRows.rank(to))
                        .add(limit),
                JdbcConversationStore::withIdentity);
    }

    /** Walks along the open conversations, of which there are few: an account may have a million identities. */
    @Override
    public List<ConversationWithIdentity> openOf(ChannelAccountId account, @Nullable IdentityId after, int limit) {
        return database.query(
                "SELECT STRAIGHT_JOIN " + ConversationRows.COLUMNS + ", " + ConversationRows.IDENTITY_COLUMNS
                        + " FROM conversation c JOIN identity i ON i.id = c.open_identity_id"
                        + " WHERE c.open_identity_id > ? AND i.account_id = ? ORDER BY c.open_identity_id LIMIT ?",
                parameters -> parameters
                        .add(after == null ? Long.MIN_VALUE : after.value())
                        .add(account.value())
                        .add(limit),
                JdbcConversationStore::withIdentity);
    }
}
