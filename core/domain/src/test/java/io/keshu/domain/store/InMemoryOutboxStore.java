package io.keshu.domain.store;

import io.keshu.channels.api.ChannelAccountId;
import io.keshu.domain.conversation.ConversationId;
import io.keshu.domain.fact.Fact;
import io.keshu.domain.message.Delivery;
import io.keshu.domain.message.DeliveryState;
import io.keshu.domain.message.Message;
import io.keshu.domain.outbox.ClaimLimit;
import io.keshu.domain.outbox.DeliveryOutcome;
import io.keshu.domain.outbox.OutboxItem;
import io.keshu.domain.outbox.OutboxStore;
import io.keshu.domain.store.InMemoryDatabase.OutboxRow;
import io.keshu.domain.store.InMemoryDatabase.OutboxState;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;

final class InMemoryOutboxStore implements OutboxStore {

    private static final Comparator<OutboxItem> ORDER =
            Comparator.comparingLong(OutboxItem::sequence).thenComparingLong(OutboxItem::id);

    private final InMemoryDatabase database;
    private final InMemoryDeliveryReceipts receipts;

    InMemoryOutboxStore(InMemoryDatabase database, InMemoryDeliveryReceipts receipts) {
        this.database = database;
        this.receipts = receipts;
    }

    @Override
    public List<OutboxItem> claimDue(int node, Instant now, ClaimLimit limit) {
        return database.ask(() -> {
            List<OutboxItem> due = in(OutboxState.PENDING)
                    .filter(item -> !item.dueAt().isAfter(now))
                    .sorted(Comparator.comparing(OutboxItem::dueAt).thenComparing(ORDER))
                    .toList();
            List<OutboxItem> claimed = new ArrayList<>();
            Map<ChannelAccountId, Integer> taken = new HashMap<>();
            for (OutboxItem item : due) {
                ChannelAccountId account = item.message().to().account();
                boolean room = claimed.size() < limit.total() && taken.getOrDefault(account, 0) < limit.room(account);
                if (room && free(item, now)) {
                    claim(item, node, now);
                    taken.merge(account, 1, Integer::sum);
                    claimed.add(item);
                }
            }
            return claimed;
        });
    }

    private java.util.stream.Stream<OutboxItem> in(OutboxState state) {
        return database.outbox.values().stream()
                .filter(row -> row.state() == state)
                .map(OutboxRow::item);
    }

    private boolean free(OutboxItem item, Instant now) {
        ConversationId conversation = item.conversation();
        return in(OutboxState.CLAIMED).noneMatch(other -> other.conversation().equals(conversation))
                && in(OutboxState.PENDING)
                        .noneMatch(other -> other.conversation().equals(conversation)
                                && ORDER.compare(other, item) < 0
                                && other.holdUntil().isAfter(now));
    }

    private void claim(OutboxItem item, int node, Instant now) {
        database.outbox.put(item.id(), new OutboxRow(item, OutboxState.CLAIMED, node, now));
    }

    @Override
    public Optional<OutboxItem> claimPassive(long outboxId, long inboundId, int node, Instant now) {
        return database.ask(() -> {
            OutboxRow row = database.outbox.get(outboxId);
            if (row == null
                    || row.state() != OutboxState.PENDING
                    || database.passive.containsKey(inboundId)
                    || !free(row.item(), now)) {
                return Optional.empty();
            }
            claim(row.item(), node, now);
            database.passive.put(inboundId, row.item());
            return Optional.of(row.item());
        });
    }

    @Override
    public Optional<OutboxItem> findPassive(long inboundId) {
        return database.ask(() -> Optional.ofNullable(database.passive.get(inboundId)));
    }

    @Override
    public List<DeliveryOutcome> record(Collection<DeliveryOutcome> outcomes) {
        return database.ask(() -> {
            List<DeliveryOutcome> changed = new ArrayList<>();
            Map<Long, List<Fact>> facts = new TreeMap<>();
            for (DeliveryOutcome outcome : outcomes) {
                if (record(outcome)) {
                    changed.add(outcome);
                    facts.computeIfAbsent(outcome.factBatch(), batch -> new ArrayList<>())
                            .add(fact(outcome));
                    if (outcome.providerMessageId() != null) {
                        receipts.sent(outcome)
                                .ifPresent(
                                        told -> facts.get(outcome.factBatch()).add(told));
                    }
                }
            }
            facts.forEach(database::addFacts);
            return changed;
        });
    }

    private boolean record(DeliveryOutcome outcome) {
        OutboxItem item = outcome.item();
        OutboxRow row = database.outbox.get(item.id());
        boolean current =
                row != null && row.state() == OutboxState.CLAIMED && row.item().attempts() == item.attempts();
        boolean accepted = outcome.delivery().state() == DeliveryState.ACCEPTED;
        TreeMap<Integer, Message> timeline = database.messages.getOrDefault(item.conversation(), new TreeMap<>());
        Message message = timeline.get(item.number());
        boolean arrived = message != null
                && message.delivery() != null
                && (message.delivery().state() == DeliveryState.ACCEPTED
                        || message.delivery().state() == DeliveryState.DELIVERED);
        if (!current && (!accepted || arrived)) {
            return false;
        }
        if (message != null && !arrived) {
            timeline.put(item.number(), message.withDelivery(outcome.delivery()));
        }
        if (accepted || arrived) {
            database.outbox.remove(item.id());
            // What was to go out once more need not.
            database.outbox
                    .values()
                    .removeIf(other -> other.state() == OutboxState.PENDING
                            && other.item().conversation().equals(item.conversation())
                            && other.item().number() == item.number());
        } else {
            database.outbox.put(item.id(), ended(item, outcome.delivery()));
        }
        return !arrived;
    }

    private static OutboxRow ended(OutboxItem item, Delivery delivery) {
        OutboxItem after = new OutboxItem(
                item.message(),
                item.conversation(),
                item.number(),
                item.sequence(),
                delivery.attempts(),
                item.createdAt(),
                Objects.requireNonNullElse(delivery.nextAttemptAt(), item.dueAt()),
                item.holdUntil());
        OutboxState state = switch (delivery.state()) {
            case PENDING -> OutboxState.PENDING;
            case FAILED -> OutboxState.DEAD;
            case UNKNOWN -> OutboxState.UNKNOWN;
            case ACCEPTED, DELIVERED -> throw new IllegalStateException("An accepted row is deleted");
        };
        return new OutboxRow(after, state, 0, null);
    }

    private static Fact fact(DeliveryOutcome outcome) {
        OutboxItem item = outcome.item();
        return new Fact.DeliveryEnded(
                item.conversation(),
                item.message().to().account(),
                outcome.at(),
                item.message().context().traceId(),
                item.number(),
                outcome.delivery().state(),
                outcome.delivery().problem() == null
                        ? null
                        : outcome.delivery().problem().reason().name());
    }

    @Override
    public List<OutboxItem> claimedBefore(Instant time, int limit) {
        return database.ask(() -> database.outbox.values().stream()
                .filter(row ->
                        row.state() == OutboxState.CLAIMED && row.claimedAt().isBefore(time))
                .sorted(Comparator.comparing(OutboxRow::claimedAt))
                .limit(limit)
                .map(OutboxRow::item)
                .toList());
    }

    @Override
    public long countPending() {
        return database.ask(() -> in(OutboxState.PENDING).count());
    }

    @Override
    public long countDead() {
        return database.ask(() -> in(OutboxState.DEAD).count());
    }
}
