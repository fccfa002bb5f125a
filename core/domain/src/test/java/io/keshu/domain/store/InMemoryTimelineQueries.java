package io.keshu.domain.store;

import io.keshu.channels.api.ChannelAddress;
import io.keshu.channels.api.ExternalMessageId;
import io.keshu.domain.conversation.Conversation;
import io.keshu.domain.conversation.ConversationId;
import io.keshu.domain.customer.Customer;
import io.keshu.domain.message.Message;
import io.keshu.domain.timeline.TimelineCursor;
import io.keshu.domain.timeline.TimelineQueries;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;

final class InMemoryTimelineQueries implements TimelineQueries {

    private static final Comparator<Head> ASCENDING =
            Comparator.comparingLong(head -> head.id().value());

    private final InMemoryDatabase database;

    InMemoryTimelineQueries(InMemoryDatabase database) {
        this.database = database;
    }

    private Stream<Head> heads(ChannelAddress customer) {
        return database.conversations.values().stream()
                .filter(found ->
                        database.identities.get(found.identity()).address().equals(customer))
                .map(this::head);
    }

    private Head head(Conversation conversation) {
        int agents = database.reads.entrySet().stream()
                .filter(read -> read.getKey().conversation().equals(conversation.id()))
                .mapToInt(read -> read.getValue().number())
                .max()
                .orElse(0);
        return new Head(
                conversation.id(),
                conversation.lastNumber(),
                agents,
                database.customerReads.getOrDefault(conversation.id(), 0));
    }

    @Override
    public List<Head> headsFrom(ChannelAddress customer, ConversationId from, int limit) {
        return database.ask(() -> heads(customer)
                .filter(head -> head.id().value() >= from.value())
                .sorted(ASCENDING)
                .limit(limit)
                .toList());
    }

    @Override
    public List<Head> headsUpTo(ChannelAddress customer, ConversationId upTo, int limit) {
        return database.ask(() -> heads(customer)
                .filter(head -> head.id().value() <= upTo.value())
                .sorted(ASCENDING.reversed())
                .limit(limit)
                .toList());
    }

    @Override
    public Optional<Message> received(ChannelAddress customer, ExternalMessageId id) {
        return database.ask(() -> heads(customer)
                .sorted(ASCENDING.reversed())
                .flatMap(head ->
                        database.messages.getOrDefault(head.id(), new TreeMap<>()).descendingMap().values().stream())
                .filter(message -> id.equals(message.externalId()))
                .findFirst());
    }

    @Override
    public Optional<Integer> markRead(ChannelAddress customer, TimelineCursor upTo) {
        return database.ask(() -> heads(customer)
                .filter(head -> head.id().equals(upTo.conversation()))
                .findFirst()
                .map(head -> database.customerReads.merge(
                        head.id(), Math.min(upTo.number(), head.lastNumber()), Math::max)));
    }

    @Override
    public boolean rename(ChannelAddress customer, String name) {
        return database.ask(() -> database.identities.values().stream()
                .filter(identity -> identity.address().equals(customer))
                .map(identity -> database.customers.computeIfPresent(
                        identity.customer(), (id, old) -> new Customer(id, name, old.firstSeenAt())))
                .findFirst()
                .isPresent());
    }

    @Override
    public int readByCustomer(ConversationId conversation) {
        return database.ask(() -> database.customerReads.getOrDefault(conversation, 0));
    }
}
