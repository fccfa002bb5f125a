package io.keshu.domain.store;

import io.keshu.channels.api.DeliveryProblem;
import io.keshu.channels.api.MediaId;
import io.keshu.domain.conversation.ConversationId;
import io.keshu.domain.fact.Fact;
import io.keshu.domain.id.IdGenerator;
import io.keshu.domain.media.BlobRef;
import io.keshu.domain.media.MediaItem;
import io.keshu.domain.media.MediaItems;
import io.keshu.domain.media.MediaState;
import io.keshu.domain.media.MessageRef;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

final class InMemoryMediaItems implements MediaItems {

    private final InMemoryDatabase database;

    InMemoryMediaItems(InMemoryDatabase database) {
        this.database = database;
    }

    @Override
    public void register(Collection<MediaItem> pending) {
        database.tell(() -> {
            for (MediaItem item : pending) {
                boolean known = database.media.values().stream()
                        .map(row -> row.item().message())
                        .anyMatch(message -> message != null && same(message, item.message()));
                if (!known) {
                    database.media.put(item.id(), new InMemoryDatabase.MediaRow(item, item.createdAt()));
                }
            }
        });
    }

    private static boolean same(MessageRef one, MessageRef other) {
        return one.conversation().equals(other.conversation()) && one.number() == other.number();
    }

    @Override
    public void add(MediaItem stored) {
        database.tell(() -> database.media.put(stored.id(), new InMemoryDatabase.MediaRow(stored, null)));
    }

    @Override
    public void addUntil(MediaItem stored, Instant until) {
        database.tell(() -> database.media.put(stored.id(), new InMemoryDatabase.MediaRow(stored, until)));
    }

    @Override
    public List<MediaItem> ended(Instant now, int limit) {
        return database.ask(() -> database.media.values().stream()
                .filter(row -> row.item().state() == MediaState.STORED
                        && row.dueAt() != null
                        && !row.dueAt().isAfter(now))
                .sorted(Comparator.comparing(InMemoryDatabase.MediaRow::dueAt))
                .limit(limit)
                .map(InMemoryDatabase.MediaRow::item)
                .toList());
    }

    @Override
    public boolean removeEnded(MediaId id) {
        return database.ask(() -> {
            InMemoryDatabase.MediaRow row = database.media.get(id);
            return row != null
                    && row.item().state() == MediaState.STORED
                    && row.dueAt() != null
                    && database.media.remove(id) != null;
        });
    }

    @Override
    public List<MediaItem> claimDue(Instant now, Instant until, int limit) {
        return database.ask(() -> {
            List<MediaItem> claimed = new ArrayList<>();
            database.media.values().stream()
                    .filter(row -> row.item().state() == MediaState.PENDING
                            && !row.dueAt().isAfter(now))
                    .sorted(Comparator.comparing(InMemoryDatabase.MediaRow::dueAt))
                    .limit(limit)
                    .toList()
                    .forEach(row -> {
                        MediaItem item = with(
                                row.item(),
                                row.item().attempts() + 1,
                                row.item().problem());
                        database.media.put(item.id(), new InMemoryDatabase.MediaRow(item, until));
                        claimed.add(item);
                    });
            return claimed;
        });
    }

    private static MediaItem with(MediaItem item, int attempts, @Nullable DeliveryProblem problem) {
        return new MediaItem(
                item.id(),
                item.kind(),
                item.state(),
                item.message(),
                item.createdAt(),
                item.traceId(),
                attempts,
                item.stored(),
                item.thumbnail(),
                problem);
    }

    @Override
    public boolean postpone(MediaItem claimed, Instant dueAt, @Nullable DeliveryProblem why) {
        return database.ask(() -> {
            if (!held(claimed)) {
                return false;
            }
            database.media.put(
                    claimed.id(), new InMemoryDatabase.MediaRow(with(claimed, claimed.attempts(), why), dueAt));
            return true;
        });
    }

    private boolean held(MediaItem claimed) {
        InMemoryDatabase.MediaRow row = database.media.get(claimed.id());
        return row != null
                && row.item().state() == MediaState.PENDING
                && row.item().attempts() == claimed.attempts();
    }

    @Override
    public boolean end(MediaItem ended, Instant at, long factBatch) {
        return database.ask(() -> {
            if (!held(ended)) {
                return false;
            }
            database.media.put(ended.id(), new InMemoryDatabase.MediaRow(ended, null));
            database.addFacts(factBatch, List.of(fact(ended, at)));
            return true;
        });
    }

    @Override
    public Optional<MediaItem> find(MediaId id) {
        return find(List.of(id)).stream().findFirst();
    }

    @Override
    public List<MediaItem> find(Collection<MediaId> ids) {
        return database.ask(() -> database.media.values().stream()
                .map(InMemoryDatabase.MediaRow::item)
                .filter(item -> ids.contains(item.id()))
                .toList());
    }

    @Override
    public List<MediaItem> ofMessages(ConversationId conversation, int from, int to) {
        return database.ask(() -> database.media.values().stream()
                .map(InMemoryDatabase.MediaRow::item)
                .filter(item -> item.message() != null
                        && item.message().conversation().equals(conversation)
                        && item.message().number() >= from
                        && item.message().number() <= to)
                .toList());
    }

    @Override
    public Optional<Instant> oldestPending() {
        return database.ask(() -> database.media.values().stream()
                .filter(row -> row.item().state() == MediaState.PENDING)
                .map(row -> row.item().id().value())
                .min(Comparator.naturalOrder())
                .map(IdGenerator::timeOf));
    }

    @Override
    public boolean retry(MediaId id, Instant now) {
        return database.ask(() -> {
            InMemoryDatabase.MediaRow row = database.media.get(id);
            boolean lost = row != null
                    && row.item().message() != null
                    && (row.item().state() == MediaState.EXPIRED || row.item().state() == MediaState.FAILED);
            if (lost) {
                MediaItem item = row.item();
                MediaItem again = new MediaItem(
                        id,
                        item.kind(),
                        MediaState.PENDING,
                        item.message(),
                        item.createdAt(),
                        item.traceId(),
                        item.attempts(),
                        null,
                        null,
                        null);
                database.media.put(id, new InMemoryDatabase.MediaRow(again, now));
            }
            return lost;
        });
    }

    @Override
    public boolean takeSweep(Instant now, Instant next) {
        return database.ask(() -> {
            boolean due = !database.mediaSweepDue.isAfter(now);
            if (due) {
                database.mediaSweepDue = next;
            }
            return due;
        });
    }

    @Override
    public List<MediaItem> storedBefore(Instant time, MediaId after, int limit) {
        return database.ask(() -> database.media.values().stream()
                .map(InMemoryDatabase.MediaRow::item)
                .filter(item -> item.state() == MediaState.STORED && item.message() != null)
                .filter(item -> item.id().value() > after.value() && item.id().value() < IdGenerator.lowestAt(time))
                .sorted(Comparator.comparingLong(item -> item.id().value()))
                .limit(limit)
                .toList());
    }

    @Override
    public int clear(Collection<MediaItem> stored, Instant at, long factBatch) {
        return database.ask(() -> {
            List<Fact> facts = new ArrayList<>();
            for (MediaItem item : stored) {
                InMemoryDatabase.MediaRow row = database.media.get(item.id());
                if (row != null && row.item().state() == MediaState.STORED) {
                    MediaItem cleared = row.item().cleared();
                    database.media.put(item.id(), new InMemoryDatabase.MediaRow(cleared, null));
                    facts.add(fact(cleared, at));
                }
            }
            database.addFacts(factBatch, facts);
            return facts.size();
        });
    }

    private static Fact fact(MediaItem ended, Instant at) {
        MessageRef message = ended.message();
        return new Fact.MediaEnded(
                message.conversation(),
                message.account(),
                at,
                ended.traceId(),
                message.number(),
                ended.state().name());
    }

    @Override
    public Set<String> inUse(Collection<BlobRef> blobs) {
        return database.ask(() -> {
            Set<String> shown = new HashSet<>();
            database.media.values().forEach(row -> {
                if (row.item().stored() != null) {
                    shown.add(row.item().stored().sha256());
                }
                if (row.item().thumbnail() != null) {
                    shown.add(row.item().thumbnail().sha256());
                }
            });
            shown.retainAll(blobs.stream().map(BlobRef::sha256).toList());
            return shown;
        });
    }

    @Override
    public long countPending() {
        return database.ask(() -> database.media.values().stream()
                .filter(row -> row.item().state() == MediaState.PENDING)
                .count());
    }
}
