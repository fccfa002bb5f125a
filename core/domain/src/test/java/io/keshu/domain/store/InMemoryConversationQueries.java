package io.keshu.domain.store;

import io.keshu.channels.api.ChannelAccount;
import io.keshu.channels.api.ChannelType;
import io.keshu.domain.agent.AgentGroup;
import io.keshu.domain.agent.AgentId;
import io.keshu.domain.conversation.Conversation;
import io.keshu.domain.conversation.ConversationId;
import io.keshu.domain.conversation.ConversationQueries;
import io.keshu.domain.conversation.ConversationState;
import io.keshu.domain.customer.Customer;
import io.keshu.domain.customer.CustomerId;
import io.keshu.domain.customer.Identity;
import io.keshu.domain.customer.IdentityId;
import io.keshu.domain.message.Author;
import io.keshu.domain.message.ContentFlattener;
import io.keshu.domain.message.Message;
import io.keshu.domain.store.InMemoryDatabase.Read;
import io.keshu.domain.store.InMemoryDatabase.ReadKey;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

final class InMemoryConversationQueries implements ConversationQueries {

    private static final Set<String> EVENTS = Set.of(
            "menu-click",
            "subscribed",
            "unsubscribed",
            "scanned",
            "entered",
            "paid",
            "template-consents",
            "delivery-receipt");

    private static final Comparator<Place> ORDER =
            Comparator.comparingLong(Place::rank).thenComparingLong(Place::id);

    /** Where a conversation stands in lists: those who wait by since when, then the others by their latest activity. */
    private record Place(long rank, long id) {

        static Place of(Conversation conversation) {
            Instant waiting = conversation.waitingSince();
            long rank = waiting != null ? micros(waiting) : Long.MAX_VALUE - micros(conversation.activityAt());
            return new Place(rank, conversation.id().value());
        }

        static Place parse(String cursor) {
            String[] parts = cursor.split("/", -1);
            if (parts.length != 2) {
                throw new IllegalArgumentException("Not a cursor: " + cursor);
            }
            return new Place(Long.parseLong(parts[0]), Long.parseLong(parts[1]));
        }

        private static long micros(Instant time) {
            return ChronoUnit.MICROS.between(Instant.EPOCH, time);
        }

        @Override
        public String toString() {
            return rank + "/" + id;
        }
    }

    private final InMemoryDatabase database;

    InMemoryConversationQueries(InMemoryDatabase database) {
        this.database = database;
    }

    @Override
    public List<ConversationId> ofIdentity(IdentityId identity, Instant activeSince, int limit) {
        return database.ask(() -> database.conversations.values().stream()
                .filter(found ->
                        found.identity().equals(identity) && !found.activityAt().isBefore(activeSince))
                .map(Conversation::id)
                .sorted(Comparator.comparingLong(ConversationId::value).reversed())
                .limit(limit)
                .toList());
    }

    @Override
    public Page page(PageRequest request, AgentId reader) {
        return database.ask(() -> {
            Place after = request.cursor() == null ? null : Place.parse(request.cursor());
            List<Conversation> rest = database.conversations.values().stream()
                    .filter(found -> onShelf(found, request.shelf()))
                    .filter(found -> ofChannel(found, request.channel()))
                    .filter(found -> request.group() == null || request.group().equals(found.group()))
                    .filter(found -> matches(found, request.search()))
                    .filter(found -> after == null || ORDER.compare(Place.of(found), after) > 0)
                    .sorted(Comparator.comparing(Place::of, ORDER))
                    .toList();
            List<Conversation> page = rest.stream().limit(request.limit()).toList();
            String next = rest.size() > page.size()
                    ? Place.of(page.get(page.size() - 1)).toString()
                    : null;
            return new Page(page.stream().map(found -> row(found, reader)).toList(), next);
        });
    }

    private static boolean onShelf(Conversation conversation, Shelf shelf) {
        return switch (shelf) {
            case QUEUE -> conversation.state() == ConversationState.QUEUED;
            case OPEN -> conversation.state().open();
            case CLOSED -> conversation.state() == ConversationState.CLOSED;
        };
    }

    private boolean ofChannel(Conversation conversation, ChannelType type) {
        if (type == null) {
            return true;
        }
        ChannelAccount account =
                database.accounts.get(identity(conversation).address().account().value());
        return account != null && account.type().equals(type);
    }

    private boolean matches(Conversation conversation, String search) {
        if (search == null) {
            return true;
        }
        String wanted = search.toLowerCase(Locale.ROOT);
        String name = Objects.requireNonNullElse(
                database.customers.get(conversation.customer()).name(), "");
        String user = identity(conversation).address().user().value();
        return List.of(name, user, conversation.preview().text()).stream()
                .anyMatch(text -> text.toLowerCase(Locale.ROOT).contains(wanted));
    }

    private Identity identity(Conversation conversation) {
        return database.identities.get(conversation.identity());
    }

    private Row row(Conversation conversation, AgentId reader) {
        Customer customer = database.customers.get(conversation.customer());
        Read read = database.reads.getOrDefault(new ReadKey(reader, conversation.id()), new Read(0, 0));
        AgentGroup group = database.groups.get(conversation.group());
        return new Row(
                conversation,
                customer,
                identity(conversation),
                conversation.inboundCount() - read.inboundCount(),
                group == null ? null : group.ref());
    }

    @Override
    public List<Row> rows(Collection<ConversationId> ids, AgentId reader) {
        return database.ask(() -> ids.stream()
                .distinct()
                .map(database.conversations::get)
                .filter(Objects::nonNull)
                .map(found -> row(found, reader))
                .toList());
    }

    @Override
    public Counts counts() {
        return database.ask(() -> new Counts(count(Shelf.QUEUE), count(Shelf.OPEN), count(Shelf.CLOSED)));
    }

    private int count(Shelf shelf) {
        return (int) database.conversations.values().stream()
                .filter(found -> onShelf(found, shelf))
                .limit(10_000)
                .count();
    }

    @Override
    public List<Identity> identities(CustomerId customer) {
        return database.ask(() -> database.identities.values().stream()
                .filter(identity -> identity.customer().equals(customer))
                .sorted(Comparator.comparingLong(identity -> identity.id().value()))
                .toList());
    }

    private NavigableMap<Integer, Message> timeline(ConversationId id) {
        return database.messages.getOrDefault(id, new TreeMap<>());
    }

    @Override
    public List<Message> messagesBefore(ConversationId id, int before, int limit) {
        return database.ask(() -> {
            List<Message> below = List.copyOf(timeline(id).headMap(before).values());
            return below.subList(Math.max(0, below.size() - limit), below.size());
        });
    }

    @Override
    public List<Message> messagesFrom(ConversationId id, int from, int limit) {
        return database.ask(
                () -> timeline(id).tailMap(from).values().stream().limit(limit).toList());
    }

    @Override
    public Map<ConversationId, Integer> lastNumbers(Collection<ConversationId> ids) {
        return database.ask(() -> {
            Map<ConversationId, Integer> numbers = new HashMap<>();
            for (ConversationId id : ids) {
                Conversation found = database.conversations.get(id);
                if (found != null) {
                    numbers.put(id, found.lastNumber());
                }
            }
            return numbers;
        });
    }

    @Override
    public void markRead(AgentId reader, ConversationId id, int number) {
        database.tell(() -> {
            Conversation conversation = database.conversations.get(id);
            if (conversation != null) {
                long unreadAfter = timeline(id).tailMap(number, false).values().stream()
                        .filter(InMemoryConversationQueries::counts)
                        .count();
                int reached = Math.min(number, conversation.lastNumber());
                int covered = conversation.inboundCount() - (int) unreadAfter;
                database.reads.merge(
                        new ReadKey(reader, id),
                        new Read(reached, covered),
                        (old, fresh) -> fresh.number() > old.number() ? fresh : old);
            }
        });
    }

    private static boolean counts(Message message) {
        return message.author().kind() == Author.Kind.CUSTOMER
                && !EVENTS.contains(ContentFlattener.flatten(message.content()).kind());
    }

    @Override
    public Optional<Row> row(ConversationId id, AgentId reader) {
        return database.ask(
                () -> Optional.ofNullable(database.conversations.get(id)).map(found -> row(found, reader)));
    }
}
