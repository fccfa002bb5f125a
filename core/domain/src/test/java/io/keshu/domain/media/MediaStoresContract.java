package io.keshu.domain.media;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.keshu.channels.api.ChannelAccountId;
import io.keshu.channels.api.DeliveryProblem;
import io.keshu.channels.api.MediaId;
import io.keshu.channels.api.MediaKind;
import io.keshu.channels.api.MediaUnavailableException;
import io.keshu.channels.api.StoredMedia;
import io.keshu.domain.MovableClock;
import io.keshu.domain.conversation.ConversationId;
import io.keshu.domain.fact.Fact;
import io.keshu.domain.fact.FactBatch;
import io.keshu.domain.fact.FactDestination;
import io.keshu.domain.id.IdGenerator;
import io.keshu.domain.store.Stores;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.math.BigInteger;
import java.security.MessageDigest;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What every {@link MediaItems} and {@link BlobStore} keep. */
public abstract class MediaStoresContract {

    private static final Instant NOW = Instant.parse("2026-05-01T12:00:00Z");
    private static final Instant UNTIL = NOW.plusSeconds(360);
    private static final ConversationId CONVERSATION = new ConversationId(11);
    private static final DeliveryProblem BUSY = new DeliveryProblem(DeliveryProblem.Reason.PROVIDER_BUSY, "-1", "系统繁忙");

    private Stores stores;
    private MediaItems items;
    private BlobStore blobs;

    /** Stores over a database of their own, with nothing in it. */
    protected abstract Stores emptyStores();

    @BeforeEach
    void begin() {
        stores = emptyStores();
        items = stores.media();
        blobs = stores.blobs();
    }

    private static MediaItem pending(long id, int number) {
        return new MediaItem(
                new MediaId(id),
                MediaKind.IMAGE,
                MediaState.PENDING,
                new MessageRef(CONVERSATION, number, new ChannelAccountId(5)),
                NOW,
                "trace",
                0,
                null,
                null,
                null);
    }

    private static Kept kept() {
        return new Kept(
                new BlobRef("ab".repeat(32), 7),
                "照片.png",
                new MediaProperties("image/png", 640, 480, Duration.ofMillis(1234)),
                new BlobRef("cd".repeat(32), 3));
    }

    @Test
    void what_is_registered_is_claimed_once_until_its_claim_runs_out() {
        items.register(List.of(pending(1, 1), pending(2, 2)));

        List<MediaItem> first = items.claimDue(NOW, UNTIL, 10);
        assertThat(first).extracting(MediaItem::attempts).containsExactly(1, 1);
        assertThat(items.claimDue(NOW, UNTIL, 10)).isEmpty();

        List<MediaItem> second = items.claimDue(UNTIL, UNTIL.plusSeconds(360), 1);
        assertThat(second).extracting(MediaItem::attempts).containsExactly(2);
        assertThat(items.countPending()).isEqualTo(2);
    }

    @Test
    void uploads_end_by_themselves_and_once() {
        MediaItem upload = MediaItem.uploaded(new MediaId(8), MediaKind.IMAGE, NOW, "upload", kept());
        MediaItem ours = MediaItem.uploaded(new MediaId(9), MediaKind.IMAGE, NOW, "trace", kept());
        items.addUntil(upload, UNTIL);
        items.add(ours);

        assertThat(items.find(new MediaId(8))).contains(upload);
        assertThat(items.ended(UNTIL.minusMillis(1), 10)).isEmpty();
        assertThat(items.ended(UNTIL, 10)).containsExactly(upload);
        assertThat(items.removeEnded(new MediaId(9))).isFalse();
        assertThat(items.removeEnded(new MediaId(8))).isTrue();
        assertThat(items.removeEnded(new MediaId(8))).isFalse();
        assertThat(items.find(new MediaId(8))).isEmpty();
        assertThat(items.find(new MediaId(9))).isPresent();
        assertThat(items.countPending()).isZero();
    }

    @Test
    void a_message_is_registered_once_however_often_it_is_told() {
        items.register(List.of(pending(1, 1), pending(2, 1)));
        items.register(List.of(pending(3, 1), pending(4, 2)));

        assertThat(items.ofMessages(CONVERSATION, 1, 2))
                .extracting(MediaItem::id)
                .containsExactlyInAnyOrder(new MediaId(1), new MediaId(4));
        assertThat(items.ofMessages(CONVERSATION, 2, 9))
                .extracting(MediaItem::id)
                .containsExactly(new MediaId(4));
        assertThat(items.ofMessages(new ConversationId(12), 1, 9)).isEmpty();
    }

    @Test
    void what_was_stored_comes_back_whole_with_the_fact_of_it() {
        stores.facts().register(Set.of("listener"));
        items.register(List.of(pending(1, 3)));
        MediaItem claimed = items.claimDue(NOW, UNTIL, 1).get(0);

        assertThat(items.end(claimed.stored(kept()), NOW, 77)).isTrue();

        MediaItem found = items.find(new MediaId(1)).orElseThrow();
        assertThat(found).isEqualTo(claimed.stored(kept()));
        StoredMedia stored = found.stored();
        assertThat(stored.fileName()).isEqualTo("照片.png");
        assertThat(stored.duration()).isEqualTo(Duration.ofMillis(1234));
        List<Fact> facts = new ArrayList<>();
        stores.facts().deliver(listener(facts), 10);
        assertThat(facts)
                .containsExactly(new Fact.MediaEnded(
                        CONVERSATION, new ChannelAccountId(5), NOW, "trace", 3, MediaState.STORED.name()));
        assertThat(items.claimDue(UNTIL, UNTIL, 1)).isEmpty();
    }

    private static FactDestination listener(List<Fact> facts) {
        return new FactDestination() {
            @Override
            public String name() {
                return "listener";
            }

            @Override
            public void apply(List<FactBatch> batches) {
                batches.forEach(batch -> facts.addAll(batch.facts()));
            }

            @Override
            public void reset() {
                facts.clear();
            }
        };
    }

    @Test
    void a_lost_claim_changes_nothing() {
        items.register(List.of(pending(1, 1)));
        MediaItem lost = items.claimDue(NOW, UNTIL, 1).get(0);
        MediaItem held = items.claimDue(UNTIL, UNTIL.plusSeconds(1), 1).get(0);

        assertThat(items.end(lost.stored(kept()), NOW, 1)).isFalse();
        assertThat(items.postpone(lost, NOW, BUSY)).isFalse();
        assertThat(items.end(held.lost(MediaState.EXPIRED, BUSY), NOW, 2)).isTrue();
        assertThat(items.end(held.stored(kept()), NOW, 3)).isFalse();
        assertThat(items.find(new MediaId(1)).map(MediaItem::state)).contains(MediaState.EXPIRED);
        assertThat(items.find(new MediaId(1)).map(MediaItem::problem)).contains(BUSY);
    }

    @Test
    void what_is_postponed_is_due_again_at_its_time_with_its_reason() {
        items.register(List.of(pending(1, 1)));
        MediaItem claimed = items.claimDue(NOW, UNTIL, 1).get(0);

        assertThat(items.postpone(claimed, NOW.plusSeconds(30), BUSY)).isTrue();

        assertThat(items.claimDue(NOW.plusSeconds(29), UNTIL, 1)).isEmpty();
        assertThat(items.claimDue(NOW.plusSeconds(30), UNTIL, 1))
                .singleElement()
                .satisfies(again -> assertThat(again.problem()).isEqualTo(BUSY));
    }

    @Test
    void uploads_are_there_and_belong_to_no_message() {
        MediaItem upload = MediaItem.uploaded(new MediaId(9), MediaKind.FILE, NOW, "trace", kept());
        items.add(upload);

        assertThat(items.find(List.of(new MediaId(9), new MediaId(10)))).containsExactly(upload);
        assertThat(items.find(List.of())).isEmpty();
        assertThat(items.claimDue(UNTIL, UNTIL, 1)).isEmpty();
    }

    @Test
    void every_item_is_claimed_by_one_of_many_who_try_at_once() throws Exception {
        List<MediaItem> many = new ArrayList<>();
        for (int i = 1; i <= 40; i++) {
            many.add(pending(i, i));
        }
        items.register(many);
        ExecutorService nodes = Executors.newFixedThreadPool(4);
        List<Callable<List<MediaItem>>> claims =
                List.of(this::claimAll, this::claimAll, this::claimAll, this::claimAll);
        List<MediaId> claimed = new ArrayList<>();
        for (Future<List<MediaItem>> claim : nodes.invokeAll(claims)) {
            claim.get().forEach(item -> claimed.add(item.id()));
        }
        nodes.shutdown();

        assertThat(claimed).hasSize(40).doesNotHaveDuplicates();
    }

    /** More rounds than there are items: in some of them others are faster. */
    private List<MediaItem> claimAll() {
        List<MediaItem> all = new ArrayList<>();
        for (int round = 0; round < 100; round++) {
            all.addAll(items.claimDue(NOW, UNTIL, 7));
        }
        return all;
    }

    private MediaItem storedAt(Instant time, int number, BlobRef bytes) {
        MediaItem item = new MediaItem(
                new MediaId(IdGenerator.lowestAt(time) + number),
                MediaKind.IMAGE,
                MediaState.PENDING,
                new MessageRef(CONVERSATION, number, new ChannelAccountId(5)),
                time,
                "trace",
                0,
                null,
                null,
                null);
        items.register(List.of(item));
        MediaItem claimed = items.claimDue(time, time.plusSeconds(1), 10).stream()
                .filter(found -> found.id().equals(item.id()))
                .findFirst()
                .orElseThrow();
        MediaItem stored = claimed.stored(new Kept(bytes, "a.png", new MediaProperties("image/png", 1, 1, null), null));
        assertThat(items.end(stored, time, 100 + number)).isTrue();
        return stored;
    }

    @Test
    void media_of_messages_that_are_old_are_cleared_with_the_fact_of_it_and_uploads_are_left() {
        MediaItem old = storedAt(NOW, 1, new BlobRef("ab".repeat(32), 7));
        MediaItem young = storedAt(NOW.plusSeconds(10), 2, new BlobRef("cd".repeat(32), 7));
        MediaItem upload =
                MediaItem.uploaded(new MediaId(IdGenerator.lowestAt(NOW) + 9), MediaKind.IMAGE, NOW, "trace", kept());
        items.add(upload);
        stores.facts().register(Set.of("listener"));

        List<MediaItem> found = items.storedBefore(NOW.plusSeconds(10), new MediaId(0), 10);
        assertThat(found).containsExactly(old);
        assertThat(items.storedBefore(NOW.plusSeconds(11), old.id(), 10)).containsExactly(young);
        assertThat(items.clear(found, NOW, 500)).isEqualTo(1);

        assertThat(items.clear(found, NOW, 501)).isZero();
        assertThat(items.find(List.of(old.id(), young.id(), upload.id())))
                .containsExactlyInAnyOrder(old.cleared(), young, upload);
        List<Fact> facts = new ArrayList<>();
        stores.facts().deliver(listener(facts), 10);
        assertThat(facts)
                .containsExactly(new Fact.MediaEnded(
                        CONVERSATION, new ChannelAccountId(5), NOW, "trace", 1, MediaState.CLEARED.name()));
        assertThat(items.inUse(List.of(old.stored(), young.stored(), upload.stored()).stream()
                        .map(stored -> new BlobRef(stored.sha256(), 1))
                        .toList()))
                .containsExactlyInAnyOrder(
                        young.stored().sha256(), upload.stored().sha256());
        assertThat(items.inUse(List.of(upload.thumbnail()))).hasSize(1);
    }

    @Test
    void a_sweep_that_is_due_is_done_by_one() throws Exception {
        ExecutorService nodes = Executors.newFixedThreadPool(4);
        for (Instant now : List.of(NOW, NOW.plusSeconds(60))) {
            Callable<Boolean> take = () -> items.takeSweep(now, now.plusSeconds(60));
            int taken = 0;
            for (Future<Boolean> answer : nodes.invokeAll(List.of(take, take, take, take))) {
                taken += answer.get() ? 1 : 0;
            }
            assertThat(taken).isEqualTo(1);
        }
        nodes.shutdown();
    }

    @Test
    void lost_media_are_due_again_when_somebody_wants_them() {
        items.register(List.of(pending(1, 1), pending(2, 2)));
        List<MediaItem> claimed = items.claimDue(NOW, UNTIL, 2);
        assertThat(items.end(claimed.get(0).lost(MediaState.EXPIRED, BUSY), NOW, 1))
                .isTrue();
        assertThat(items.oldestPending()).contains(IdGenerator.timeOf(2));

        assertThat(items.retry(new MediaId(1), NOW)).isTrue();
        assertThat(items.retry(new MediaId(1), NOW)).isFalse();
        assertThat(items.retry(new MediaId(2), NOW)).isFalse();
        assertThat(items.retry(new MediaId(3), NOW)).isFalse();

        assertThat(items.claimDue(NOW, UNTIL, 2)).singleElement().satisfies(again -> {
            assertThat(again.id()).isEqualTo(new MediaId(1));
            assertThat(again.attempts()).isEqualTo(2);
            assertThat(again.problem()).isNull();
        });
    }

    @Test
    void bytes_are_deleted_unless_somebody_has_used_them_since() throws Exception {
        byte[] bytes = random(300_000);
        BlobRef blob = refOf(bytes);
        blobs.put(blob, new ByteArrayInputStream(bytes));
        Instant later = Instant.now().plus(Duration.ofDays(1));
        assertThat(blobs.unusedSince(Instant.now().minus(Duration.ofDays(1)), 10))
                .isEmpty();
        assertThat(blobs.unusedSince(later, 10)).containsExactly(blob);
        assertThat(blobs.delete(blob, Instant.now().minus(Duration.ofDays(1)))).isFalse();
        blobs.use(blob);

        assertThat(blobs.delete(blob, later)).isTrue();

        assertThat(blobs.contains(blob)).isFalse();
        assertThat(blobs.delete(blob, later)).isFalse();
        assertThatThrownBy(() -> blobs.use(blob)).isInstanceOf(MediaUnavailableException.class);
        blobs.put(blob, new ByteArrayInputStream(bytes));
        try (InputStream in = blobs.open(blob, 0)) {
            assertThat(in.readAllBytes()).isEqualTo(bytes);
        }
    }

    /** Whoever stores the same bytes while they are being deleted finds them whole afterwards. */
    @Test
    void storing_wins_over_deleting() throws Exception {
        byte[] bytes = random(600_000);
        BlobRef blob = refOf(bytes);
        ExecutorService nodes = Executors.newFixedThreadPool(4);
        for (int round = 0; round < 10; round++) {
            blobs.put(blob, new ByteArrayInputStream(bytes));
            // What was stored before this is old enough to go, what is stored from now on is not.
            Instant now = Instant.now().plusMillis(1);
            await().until(() -> Instant.now().isAfter(now));
            Callable<Boolean> delete = () -> blobs.delete(blob, now);
            Callable<Boolean> put = () -> {
                blobs.put(blob, new ByteArrayInputStream(bytes));
                return true;
            };
            for (Future<Boolean> done : nodes.invokeAll(List.of(delete, put, delete, put))) {
                assertThat(done.get()).isNotNull();
            }
            try (InputStream in = blobs.open(blob, 0)) {
                assertThat(in.readAllBytes()).isEqualTo(bytes);
            }
        }
        nodes.shutdown();
    }

    @Test
    void the_sweep_deletes_what_nothing_shows_and_keeps_the_rest() throws Exception {
        byte[] gone = random(1000);
        byte[] shared = random(2000);
        blobs.put(refOf(gone), new ByteArrayInputStream(gone));
        blobs.put(refOf(shared), new ByteArrayInputStream(shared));
        Instant now = Instant.now();
        MediaItem old = storedAt(now, 1, refOf(gone));
        MediaItem same = storedAt(now.plusMillis(1), 2, refOf(shared));
        items.add(MediaItem.uploaded(
                new MediaId(IdGenerator.lowestAt(now) + 9),
                MediaKind.IMAGE,
                now,
                "trace",
                new Kept(refOf(shared), "", new MediaProperties("image/png", 1, 1, null), null)));
        MovableClock clock = new MovableClock(now.plus(Duration.ofDays(2)));
        AtomicLong counter = new AtomicLong(7_000);
        MediaSweep sweep =
                new MediaSweep(items, blobs, counter::incrementAndGet, clock, Duration.ofDays(30), MediaObserver.NONE);
        sweep.sweep();
        assertThat(items.find(old.id())).contains(old);
        clock.advance(Duration.ofDays(29));

        sweep.sweep();

        assertThat(items.find(old.id())).contains(old.cleared());
        assertThat(items.find(same.id())).contains(same.cleared());
        assertThat(blobs.contains(refOf(gone))).isFalse();
        assertThat(blobs.contains(refOf(shared))).isTrue();
    }

    private static byte[] random(int size) {
        byte[] bytes = new byte[size];
        new Random(size).nextBytes(bytes);
        return bytes;
    }

    private static BlobRef refOf(byte[] bytes) throws Exception {
        byte[] digest = MessageDigest.getInstance("SHA-256").digest(bytes);
        return new BlobRef(String.format("%064x", new BigInteger(1, digest)), bytes.length);
    }

    @Test
    void bytes_come_back_from_any_position() throws Exception {
        byte[] bytes = random(700_001);
        BlobRef blob = refOf(bytes);
        assertThat(blobs.contains(blob)).isFalse();

        blobs.put(blob, new ByteArrayInputStream(bytes));
        blobs.put(blob, new ByteArrayInputStream(bytes));

        assertThat(blobs.contains(blob)).isTrue();
        for (int from : new int[] {0, 1, 262_143, 262_144, 262_145, 524_288, 700_000, 700_001}) {
            try (InputStream in = blobs.open(blob, from)) {
                assertThat(in.readAllBytes())
                        .as("from %d", from)
                        .isEqualTo(Arrays.copyOfRange(bytes, from, bytes.length));
            }
        }
        try (InputStream in = blobs.open(blob, 10)) {
            assertThat(in.read()).isEqualTo(bytes[10] & 0xff);
            assertThat(in.skip(600_000)).isEqualTo(600_000);
            assertThat(in.read()).isEqualTo(bytes[600_011] & 0xff);
        }
    }

    @Test
    void bytes_that_are_not_there_are_gone() throws Exception {
        BlobRef blob = refOf(random(10));
        assertThatThrownBy(() -> blobs.open(blob, 0).read())
                .isInstanceOfSatisfying(
                        MediaUnavailableException.class,
                        e -> assertThat(e.gone()).isTrue());
    }

    @Test
    void what_broke_off_half_way_is_completed_by_the_next() throws Exception {
        byte[] bytes = random(600_000);
        BlobRef blob = refOf(bytes);
        InputStream breaking = new SequenceInputStream(new ByteArrayInputStream(bytes, 0, 300_000), new InputStream() {
            @Override
            public int read() {
                throw new IllegalStateException("The node dies");
            }

            @Override
            public int read(byte[] buffer, int offset, int length) {
                return read();
            }
        });
        assertThatThrownBy(() -> blobs.put(blob, breaking)).isInstanceOf(IllegalStateException.class);
        assertThat(blobs.contains(blob)).isFalse();

        blobs.put(blob, new ByteArrayInputStream(bytes));

        try (InputStream in = blobs.open(blob, 0)) {
            assertThat(in.readAllBytes()).isEqualTo(bytes);
        }
    }

    @Test
    void two_who_store_the_same_at_once_both_succeed() throws Exception {
        byte[] bytes = random(500_000);
        BlobRef blob = refOf(bytes);
        ExecutorService nodes = Executors.newFixedThreadPool(4);
        Callable<Optional<IOException>> put = () -> {
            blobs.put(blob, new ByteArrayInputStream(bytes));
            return Optional.empty();
        };
        for (Future<Optional<IOException>> done : nodes.invokeAll(List.of(put, put, put, put))) {
            assertThat(done.get()).isEmpty();
        }
        nodes.shutdown();
        try (InputStream in = blobs.open(blob, 0)) {
            assertThat(in.readAllBytes()).isEqualTo(bytes);
        }
    }
}
