package io.keshu.domain.store;

import io.keshu.channels.api.ChannelAccountId;
import io.keshu.channels.api.ChannelAddress;
import io.keshu.domain.conversation.Conversation;
import io.keshu.domain.conversation.ConversationId;
import io.keshu.domain.conversation.ConversationState;
import io.keshu.domain.conversation.ConversationStore;
import io.keshu.domain.conversation.LaneChange;
import io.keshu.domain.conversation.LaneChange.ConversationWrite;
import io.keshu.domain.conversation.LaneSnapshot;
import io.keshu.domain.customer.Identity;
import io.keshu.domain.customer.IdentityId;
import io.keshu.domain.erasure.Erasure;
import io.keshu.domain.fact.Fact;
import io.keshu.domain.inbound.WaitingInbound;
import io.keshu.domain.lock.Lane;
import io.keshu.domain.message.Message;
import io.keshu.domain.message.MessageContent;
import io.keshu.domain.outbox.OutboxItem;
import io.keshu.domain.store.InMemoryDatabase.OutboxRow;
import io.keshu.domain.store.InMemoryDatabase.OutboxState;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.NavigableMap;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;

final class InMemoryConversationStore implements ConversationStore {

    private final InMemoryDatabase database;

    InMemoryConversationStore(InMemoryDatabase database) {
        this.database = database;
    }

    @Override
    public List<LaneSnapshot> load(Collection<Lane> lanes, int perLane) {
        return database.ask(() ->
                lanes.stream().distinct().map(lane -> snapshot(lane, perLane)).toList());
    }

    private LaneSnapshot snapshot(Lane lane, int perLane) {
        List<WaitingInbound> waiting = database.inbound.values().stream()
                .filter(row -> row.lane().equals(lane))
                .toList();
        List<LaneSnapshot.KnownIdentity> identities = database.identities.values().stream()
                .filter(identity -> identity.lane().equals(lane))
                .map(identity -> new LaneSnapshot.KnownIdentity(identity, open(identity.id())))
                .toList();
        return new LaneSnapshot(lane, waiting.stream().limit(perLane).toList(), waiting.size() > perLane, identities);
    }

    private Conversation open(IdentityId identity) {
        return database.conversations.values().stream()
                .filter(found ->
                        found.identity().equals(identity) && found.state().open())
                .findFirst()
                .orElse(null);
    }

    @Override
    public void commit(List<LaneChange> changes, long factBatch) {
        database.tell(() -> {
            check(changes);
            List<Fact> facts = new ArrayList<>();
            for (LaneChange change : changes) {
                apply(change);
                facts.addAll(change.facts());
            }
            database.addFacts(factBatch, facts);
        });
    }

    private void check(List<LaneChange> changes) {
        Set<ChannelAddress> addresses = new HashSet<>();
        Set<IdentityId> opened = new HashSet<>();
        Set<Long> finished = new HashSet<>();
        for (LaneChange change : changes) {
            change.messages().forEach(database::check);
            change.outbox().forEach(database::check);
            for (long id : change.finished()) {
                stale(!database.inbound.containsKey(id) || !finished.add(id), "Inbound row is gone: " + id);
            }
            for (Identity identity : change.retired()) {
                stale(!identity.equals(database.identities.get(identity.id())), "Has left: " + identity.address());
            }
            for (Identity identity : change.identities()) {
                stale(
                        !addresses.add(identity.address())
                                || database.identities.values().stream()
                                        .anyMatch(known -> known.address().equals(identity.address())
                                                && !change.retired().contains(known)),
                        "Identity is known: " + identity.address());
            }
            change.conversations().forEach(write -> check(write, opened));
            change.redeliveries().forEach(this::checkRedelivery);
            change.messages().forEach(this::checkMessage);
        }
    }

    private void check(ConversationWrite write, Set<IdentityId> opened) {
        Conversation after = write.after();
        Conversation before = database.conversations.get(after.id());
        stale((before == null ? 0 : before.version()) != write.expectedVersion(), "Version changed: " + after.id());
        if (after.state().open()) {
            Conversation other = open(after.identity());
            stale(
                    !opened.add(after.identity())
                            || (other != null && !other.id().equals(after.id())),
                    "Another is open: " + after.identity());
        }
    }

    private void checkRedelivery(Message message) {
        Message stored = timeline(message.conversation()).get(message.number());
        stale(
                stored == null
                        || stored.delivery() == null
                        || !stored.delivery().state().resendable(),
                "Not resendable: " + message.number());
    }

    private void checkMessage(Message message) {
        NavigableMap<Integer, Message> timeline = timeline(message.conversation());
        if (message.content() instanceof MessageContent.Recalled recalled) {
            Message target = timeline.get(recalled.number());
            stale(target == null || target.recalled(), "Has been taken back: " + recalled.number());
        }
        stale(timeline.containsKey(message.number()), "Number is taken: " + message.number());
        if (message.clientId() != null
                && timeline.values().stream().anyMatch(known -> Objects.equals(known.clientId(), message.clientId()))) {
            throw new KeyTakenException("Client id is taken: " + message.clientId());
        }
    }

    private static void stale(boolean isStale, String why) {
        if (isStale) {
            throw new StaleVersionException(why);
        }
    }

    private void apply(LaneChange change) {
        change.finished().forEach(database.inbound::remove);
        change.customers().forEach(customer -> database.customers.put(customer.id(), customer));
        change.retired().forEach(identity -> database.identities.put(identity.id(), Erasure.erased(identity)));
        change.erasures()
                .forEach(erasure -> database.erasures.put(
                        erasure.identity(), new InMemoryDatabase.ErasureRow(erasure, erasure.requestedAt())));
        change.identities().forEach(identity -> database.identities.put(identity.id(), identity));
        change.conversations()
                .forEach(write -> database.conversations.put(write.after().id(), write.after()));
        for (Message again : change.redeliveries()) {
            timeline(again.conversation())
                    .computeIfPresent(again.number(), (n, old) -> old.withDelivery(again.delivery()));
            database.outbox
                    .values()
                    .removeIf(row -> row.item().conversation().equals(again.conversation())
                            && row.item().number() == again.number()
                            && (row.state() == OutboxState.DEAD || row.state() == OutboxState.UNKNOWN));
        }
        for (Message message : change.messages()) {
            timeline(message.conversation()).put(message.number(), message);
            if (message.content() instanceof MessageContent.Recalled recalled) {
                timeline(message.conversation()).computeIfPresent(recalled.number(), (n, old) -> old.takenBack());
            }
        }
        for (OutboxItem item : change.outbox()) {
            database.outbox.put(item.id(), new OutboxRow(item, OutboxState.PENDING, 0, null));
        }
    }

    private NavigableMap<Integer, Message> timeline(ConversationId id) {
        return database.messages.computeIfAbsent(id, unknown -> new TreeMap<>());
    }

    @Override
    public Optional<ConversationWithIdentity> find(ConversationId id) {
        return database.ask(
                () -> Optional.ofNullable(database.conversations.get(id)).map(this::withIdentity));
    }

    private ConversationWithIdentity withIdentity(Conversation conversation) {
        return new ConversationWithIdentity(conversation, database.identities.get(conversation.identity()));
    }

    @Override
    public Optional<Identity> identityAt(ChannelAddress address) {
        return database.ask(() -> database.identities.values().stream()
                .filter(identity -> identity.address().equals(address))
                .findFirst());
    }

    @Override
    public Optional<Message> message(ConversationId id, int number) {
        return database.ask(() -> Optional.ofNullable(timeline(id).get(number)));
    }

    @Override
    public Optional<Message> messageByClientId(ConversationId id, String clientId) {
        return database.ask(() -> timeline(id).values().stream()
                .filter(message -> clientId.equals(message.clientId()))
                .findFirst());
    }

    @Override
    public List<ConversationWithIdentity> waitingForBotSince(Instant before, int limit) {
        return database.ask(() -> {
            Stream<Conversation> waiting = database.conversations.values().stream()
                    .filter(found ->
                            found.botSince() != null && found.botSince().isBefore(before))
                    .sorted(Comparator.comparing(Conversation::botSince));
            return waiting.limit(limit).map(this::withIdentity).toList();
        });
    }

    @Override
    public List<ConversationWithIdentity> waitingForAgentsSince(Instant from, Instant to, int limit) {
        return database.ask(() -> database.conversations.values().stream()
                .filter(found -> found.state() == ConversationState.QUEUED && found.waitingSince() != null)
                .filter(found -> !found.waitingSince().isBefore(from)
                        && found.waitingSince().isBefore(to))
                .sorted(Comparator.comparing(Conversation::waitingSince)
                        .thenComparing(found -> found.id().value()))
                .limit(limit)
                .map(this::withIdentity)
                .toList());
    }

    @Override
    public List<ConversationWithIdentity> openOf(ChannelAccountId account, IdentityId after, int limit) {
        return database.ask(() -> database.conversations.values().stream()
                .filter(found -> found.state().open())
                .map(this::withIdentity)
                .filter(found -> found.identity().address().account().equals(account))
                .filter(found -> after == null || found.identity().id().value() > after.value())
                .sorted(Comparator.comparing(found -> found.identity().id().value()))
                .limit(limit)
                .toList());
    }
}
