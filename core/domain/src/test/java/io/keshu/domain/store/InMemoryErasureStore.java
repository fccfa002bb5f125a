package io.keshu.domain.store;

import io.keshu.channels.api.ChannelAddress;
import io.keshu.channels.api.DeliveryProblem;
import io.keshu.channels.api.InboundEnvelope;
import io.keshu.channels.api.MediaId;
import io.keshu.channels.api.OutboundContent;
import io.keshu.domain.conversation.Conversation;
import io.keshu.domain.conversation.ConversationId;
import io.keshu.domain.customer.Customer;
import io.keshu.domain.customer.CustomerId;
import io.keshu.domain.customer.Identity;
import io.keshu.domain.customer.IdentityId;
import io.keshu.domain.erasure.Erasure;
import io.keshu.domain.erasure.ErasureStore;
import io.keshu.domain.message.ContentFlattener;
import io.keshu.domain.message.Delivery;
import io.keshu.domain.message.DeliveryState;
import io.keshu.domain.message.Message;
import io.keshu.domain.message.MessageContent;
import io.keshu.domain.store.InMemoryDatabase.ErasureRow;
import io.keshu.domain.store.InMemoryDatabase.OutboxState;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

final class InMemoryErasureStore implements ErasureStore {

    private static final Set<String> TELLS_NOTHING =
            Set.of("erased", "data-erased", "unsubscribed", "bot", "queued", "grouped", "closed");

    private final InMemoryDatabase database;

    InMemoryErasureStore(InMemoryDatabase database) {
        this.database = database;
    }

    @Override
    public List<Erasure> claim(Instant now, Instant until, int limit) {
        return database.ask(() -> {
            List<Erasure> claimed = database.erasures.values().stream()
                    .filter(row -> row.dueAt() != null && !row.dueAt().isAfter(now))
                    .sorted(Comparator.comparing(ErasureRow::dueAt))
                    .limit(limit)
                    .map(row -> again(row.erasure()))
                    .toList();
            claimed.forEach(erasure -> database.erasures.put(erasure.identity(), new ErasureRow(erasure, until)));
            return claimed;
        });
    }

    private static Erasure again(Erasure seen) {
        return new Erasure(seen.identity(), seen.address(), seen.requestedAt(), seen.attempts() + 1);
    }

    @Override
    public List<ConversationId> conversations(IdentityId identity) {
        return database.ask(() -> database.conversations.values().stream()
                .filter(conversation -> conversation.identity().equals(identity))
                .map(Conversation::id)
                .sorted(Comparator.comparingLong(ConversationId::value))
                .toList());
    }

    @Override
    public boolean eraseConversation(Erasure erasure, ConversationId id) {
        return database.ask(() -> {
            if (database.outbox.values().stream()
                    .anyMatch(row -> row.item().conversation().equals(id) && row.state() == OutboxState.CLAIMED)) {
                return false;
            }
            database.outbox.values().removeIf(row -> row.item().conversation().equals(id));
            database.passive.values().removeIf(item -> item.conversation().equals(id));
            database.media
                    .values()
                    .removeIf(row -> row.item().message() != null
                            && row.item().message().conversation().equals(id));
            TreeMap<Integer, Message> timeline = database.messages.getOrDefault(id, new TreeMap<>());
            timeline.values().stream()
                    .filter(message -> message.author().agent() != null)
                    .flatMap(message -> sent(message).stream())
                    .forEach(media -> database.media.computeIfPresent(
                            media, (key, row) -> row.item().message() == null ? null : row));
            timeline.replaceAll((number, message) -> erased(message));
            return true;
        });
    }

    private static ChannelAddress address(InboundEnvelope envelope) {
        return new ChannelAddress(envelope.account(), envelope.user());
    }

    private static Optional<MediaId> sent(Message message) {
        return message.content() instanceof MessageContent.Sent sent
                ? OutboundContent.mediaOf(sent.content())
                : Optional.empty();
    }

    private static Message erased(Message message) {
        String kind = ContentFlattener.flatten(message.content()).kind();
        boolean kept = TELLS_NOTHING.contains(kind);
        Delivery delivery = message.delivery();
        if (delivery != null
                && (delivery.state() == DeliveryState.PENDING || delivery.state() == DeliveryState.UNKNOWN)) {
            delivery = new Delivery(
                    DeliveryState.FAILED,
                    new DeliveryProblem(DeliveryProblem.Reason.NOT_FOLLOWING, "", ""),
                    delivery.attempts(),
                    null);
        }
        return new Message(
                message.conversation(),
                message.number(),
                message.author(),
                kept ? message.content() : new MessageContent.Erased(kind),
                message.createdAt(),
                kept ? message.clientId() : null,
                null,
                message.traceId(),
                delivery);
    }

    /** Bytes are not told apart here. */
    @Override
    public boolean eraseBytes(Erasure erasure) {
        return true;
    }

    @Override
    public void eraseCustomer(Erasure erasure) {
        database.tell(() -> {
            database.states
                    .keySet()
                    .removeIf(key -> key.account().equals(erasure.address().account())
                            && erasure.address().user().equals(key.user()));
            boolean somebodyNew = database.identities.values().stream()
                    .anyMatch(identity -> identity.address().equals(erasure.address()));
            database.setAside
                    .values()
                    .removeIf(row -> address(row.row().envelope()).equals(erasure.address())
                            && !(somebodyNew && row.row().receivedAt().isAfter(erasure.requestedAt())));
            CustomerId customer = database.identities.get(erasure.identity()).customer();
            database.contacts.remove(customer);
            boolean elsewhere = database.identities.values().stream()
                    .anyMatch(other -> other.customer().equals(customer)
                            && !other.id().equals(erasure.identity())
                            && !database.erasures.containsKey(other.id()));
            if (!elsewhere) {
                database.customers.computeIfPresent(
                        customer, (id, known) -> new Customer(id, null, known.firstSeenAt()));
            }
        });
    }

    @Override
    public boolean strayed(ChannelAddress address) {
        return database.ask(() -> database.identities.values().stream()
                .filter(identity -> identity.address().equals(address))
                .map(Identity::id)
                .anyMatch(identity -> database.conversations.values().stream()
                        .filter(conversation -> conversation.identity().equals(identity))
                        .flatMap(conversation -> new ArrayList<>(
                                        database.messages.get(conversation.id()).values())
                                .stream())
                        .noneMatch(message -> ContentFlattener.flatten(message.content())
                                .kind()
                                .equals("subscribed"))));
    }

    @Override
    public void postpone(Erasure erasure, Instant due, String problem) {
        database.tell(() -> database.erasures.computeIfPresent(
                erasure.identity(),
                (id, row) -> row.dueAt() != null && row.erasure().attempts() == erasure.attempts()
                        ? new ErasureRow(again(erasure), due)
                        : row));
    }

    @Override
    public void done(Erasure erasure, Instant at) {
        database.tell(() -> database.erasures.put(erasure.identity(), new ErasureRow(erasure, null)));
    }

    @Override
    public long countWaiting() {
        return database.ask(() -> database.erasures.values().stream()
                .filter(row -> row.dueAt() != null)
                .count());
    }
}
