package io.keshu.domain.media;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.keshu.channels.api.AccountDescriptor;
import io.keshu.channels.api.ChannelAccount;
import io.keshu.channels.api.ChannelAccountId;
import io.keshu.channels.api.ChannelCapability;
import io.keshu.channels.api.ChannelType;
import io.keshu.channels.api.DeliveryProblem;
import io.keshu.channels.api.DeliveryProblem.Reason;
import io.keshu.channels.api.DeliveryResult;
import io.keshu.channels.api.ExternalMessageId;
import io.keshu.channels.api.ExternalUserId;
import io.keshu.channels.api.InboundContent;
import io.keshu.channels.api.InboundEnvelope;
import io.keshu.channels.api.MediaFetch;
import io.keshu.channels.api.MediaKind;
import io.keshu.channels.api.MediaSource;
import io.keshu.channels.api.OutboundMessage;
import io.keshu.domain.InMemoryHub;
import io.keshu.domain.account.AccountDirectory;
import io.keshu.domain.account.Channels;
import io.keshu.domain.conversation.ConversationId;
import io.keshu.domain.fact.FactDispatcher;
import io.keshu.domain.hint.Hint;
import io.keshu.domain.hint.InMemoryHintBus;
import io.keshu.domain.message.Message;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What customers send, from its message to the store, in memory. */
class MediaFetchTest {

    private static final ChannelAccountId ACCOUNT = new ChannelAccountId(900);
    private static final int MOST = 1000;
    private static final DeliveryProblem BUSY = new DeliveryProblem(Reason.PROVIDER_BUSY, "-1", "busy");

    private final InMemoryHub hub = new InMemoryHub();
    private final Gallery gallery = new Gallery();
    private final InMemoryHub.Node node;
    private final FactDispatcher facts;
    private final MediaFetcher fetcher;
    private final List<Hint> hints = new CopyOnWriteArrayList<>();

    MediaFetchTest() {
        hub.stores.accounts().insert(new ChannelAccount(ACCOUNT, Gallery.TYPE, "g", "画廊", true, Map.of(), Map.of(), 1));
        node = hub.node().start();
        MediaItems items = hub.stores.media();
        facts = new FactDispatcher(hub.stores.facts(), List.of(new MediaIntake(items, node.ids)));
        AccountDirectory accounts = new AccountDirectory(hub.stores.accounts(), node.ids);
        accounts.refresh();
        InMemoryHintBus bus = new InMemoryHintBus(new InMemoryHintBus.Network());
        bus.subscribe(hints::addAll);
        MediaFetching fetching = new MediaFetching(
                hub.stores.conversations(),
                accounts,
                new Channels(List.of(gallery)),
                new MediaKeeper(hub.stores.blobs(), new PlainInspector()),
                hub.clock);
        fetcher = new MediaFetcher(
                items, fetching, bus, node.ids, hub.clock, Executors.newCachedThreadPool(), MediaObserver.NONE);
        facts.start();
        fetcher.start();
    }

    @AfterEach
    void close() {
        fetcher.close();
        facts.close();
        node.close();
    }

    private void send(InboundContent content) {
        node.accept(new InboundEnvelope(
                ACCOUNT,
                new ExternalMessageId("m" + System.identityHashCode(content)),
                new ExternalUserId("o1"),
                hub.clock.instant(),
                content,
                "<raw/>"));
    }

    private MediaItem media() {
        return await().until(
                        () -> hub.open().stream()
                                .map(row -> row.conversation().id())
                                .flatMap(id -> hub.stores.media().ofMessages(id, 1, 10).stream())
                                .findFirst(),
                        found -> found.isPresent())
                .orElseThrow();
    }

    private MediaItem ended() {
        return await().until(this::media, item -> item.state() != MediaState.PENDING);
    }

    @Test
    void a_message_is_in_its_timeline_at_once_and_its_picture_follows() throws IOException {
        gallery.hold = true;
        gallery.next(picture("holiday"));
        send(new InboundContent.Image("ref-1", null));

        await().until(() -> hub.timelineOf("o1").size(), size -> size == 1);
        assertThat(media().state()).isEqualTo(MediaState.PENDING);
        gallery.hold = false;

        MediaItem item = ended();
        assertThat(item.state()).isEqualTo(MediaState.STORED);
        assertThat(item.stored().contentType()).isEqualTo("image/png");
        assertThat(gallery.asked).containsExactly("ref-1");
        try (InputStream in = hub.stores
                .blobs()
                .open(new BlobRef(item.stored().sha256(), item.stored().sizeBytes()), 0)) {
            assertThat(in.readAllBytes()).isEqualTo(PlainInspector.bytes("image/png", "holiday"));
        }
        assertThat(item.thumbnail()).isNotNull();
        Message message = hub.timelineOf("o1").get(0);
        await().untilAsserted(() ->
                assertThat(hints).contains(new Hint(message.conversation(), message.number(), message.number())));
    }

    private static Answer picture(String rest) {
        return receiver -> {
            receiver.receive("p.png", new ByteArrayInputStream(PlainInspector.bytes("image/png", rest)));
            return new MediaFetch.Fetched();
        };
    }

    @Test
    void what_can_not_be_had_now_is_tried_again() {
        gallery.next(receiver -> new MediaFetch.RetryLater(Duration.ZERO, BUSY));
        gallery.next(receiver -> {
            throw new IllegalStateException("a fault of the channel's");
        });
        gallery.next(picture("late"));
        send(new InboundContent.Image("ref-1", null));

        await().until(() -> media().problem(), problem -> BUSY.equals(problem));
        assertThat(media().state()).isEqualTo(MediaState.PENDING);
        hub.clock.advance(Duration.ofSeconds(10));
        await().until(() -> gallery.asked.size(), asked -> asked == 2);
        hub.clock.advance(MediaFetcher.CLAIM.plusSeconds(1));

        assertThat(ended().state()).isEqualTo(MediaState.STORED);
    }

    @Test
    void it_is_expired_when_the_provider_says_so_or_its_time_is_over() {
        gallery.next(receiver -> new MediaFetch.Expired(new DeliveryProblem(Reason.MEDIA_MISSING, "40007", "gone")));
        send(new InboundContent.Image("ref-1", null));
        assertThat(ended().state()).isEqualTo(MediaState.EXPIRED);
    }

    @Test
    void retries_end_with_the_time_for_which_the_provider_keeps_it() {
        gallery.next(receiver -> new MediaFetch.RetryLater(Duration.ZERO, BUSY));
        send(new InboundContent.Image("ref-1", null));
        await().until(() -> media().problem(), problem -> BUSY.equals(problem));
        gallery.next(receiver -> new MediaFetch.RetryLater(Duration.ZERO, BUSY));

        hub.clock.advance(Duration.ofDays(3));

        assertThat(ended().state()).isEqualTo(MediaState.EXPIRED);
        assertThat(ended().problem()).isEqualTo(BUSY);
    }

    @Test
    void what_is_too_large_is_cut_off_and_never_read_to_its_end() {
        AtomicLong read = new AtomicLong();
        gallery.next(receiver -> {
            receiver.receive("endless.png", new InputStream() {
                @Override
                public int read() {
                    read.incrementAndGet();
                    return 'x';
                }

                @Override
                public int read(byte[] buffer, int offset, int length) {
                    read.addAndGet(length);
                    return length;
                }
            });
            return new MediaFetch.Fetched();
        });
        send(new InboundContent.Image("ref-1", null));

        assertThat(ended().state()).isEqualTo(MediaState.FAILED);
        assertThat(ended().problem().reason()).isEqualTo(Reason.MEDIA_TOO_LARGE);
        assertThat(read.get()).isLessThan(1_000_000);
    }

    @Test
    void the_limit_itself_is_still_taken() {
        byte[] head = PlainInspector.bytes("image/png", "");
        gallery.next(picture("x".repeat(MOST - head.length)));
        send(new InboundContent.Image("ref-1", null));
        assertThat(ended().state()).isEqualTo(MediaState.STORED);
        assertThat(ended().stored().sizeBytes()).isEqualTo(MOST);
    }

    @Test
    void what_is_not_what_it_says_is_not_kept() {
        gallery.next(receiver -> {
            receiver.receive("photo.png", new ByteArrayInputStream(PlainInspector.bytes("text/html", "<script>")));
            return new MediaFetch.Fetched();
        });
        send(new InboundContent.Image("ref-1", null));

        assertThat(ended().state()).isEqualTo(MediaState.FAILED);
        assertThat(ended().problem().reason()).isEqualTo(Reason.MEDIA_TYPE_REFUSED);
    }

    @Test
    void nothing_at_all_is_asked_for_a_few_times() {
        for (int i = 0; i < 5; i++) {
            gallery.next(receiver -> {
                receiver.receive(null, InputStream.nullInputStream());
                return new MediaFetch.Fetched();
            });
        }
        send(new InboundContent.Image("ref-1", null));
        for (int i = 1; i < 5; i++) {
            int asked = i;
            await().until(() -> media().problem() != null && gallery.asked.size() >= asked);
            await().untilAsserted(() -> {
                hub.clock.advance(Duration.ofMinutes(1));
                assertThat(gallery.asked.size()).isGreaterThan(asked);
            });
        }

        assertThat(ended().state()).isEqualTo(MediaState.FAILED);
        assertThat(ended().problem().reason()).isEqualTo(Reason.MEDIA_MISSING);
    }

    @Test
    void a_video_is_shown_by_the_picture_that_came_with_it() throws IOException {
        gallery.next(picture("poster"));
        gallery.next(video());
        send(new InboundContent.Video("film", "poster"));

        MediaItem item = ended();
        assertThat(gallery.asked).containsExactly("poster", "film");
        assertThat(item.stored().contentType()).isEqualTo("video/mp4");
        try (InputStream in = hub.stores.blobs().open(item.thumbnail(), 0)) {
            assertThat(in.readAllBytes()).isEqualTo("small".getBytes(StandardCharsets.UTF_8));
        }
    }

    private static Answer video() {
        return receiver -> {
            receiver.receive("film.mp4", new ByteArrayInputStream(PlainInspector.bytes("video/mp4", "film")));
            return new MediaFetch.Fetched();
        };
    }

    @Test
    void a_video_whose_picture_is_gone_or_is_none_comes_without_it() {
        gallery.next(receiver -> new MediaFetch.Expired(BUSY));
        gallery.next(video());
        send(new InboundContent.Video("film", "gone"));
        assertThat(ended().state()).isEqualTo(MediaState.STORED);
        assertThat(ended().thumbnail()).isNull();
    }

    @Test
    void a_video_waits_for_its_picture_a_few_times_and_not_for_ever() {
        for (int i = 0; i < 3; i++) {
            gallery.next(receiver -> new MediaFetch.RetryLater(Duration.ZERO, BUSY));
        }
        gallery.next(video());
        send(new InboundContent.Video("film", "poster"));
        for (int attempt = 1; attempt < 3; attempt++) {
            int asked = attempt;
            await().untilAsserted(() -> {
                hub.clock.advance(Duration.ofMinutes(1));
                assertThat(gallery.asked.size()).isGreaterThan(asked);
            });
        }

        assertThat(ended().state()).isEqualTo(MediaState.STORED);
        assertThat(gallery.asked).containsExactly("poster", "poster", "poster", "film");
    }

    @Test
    void what_was_lost_is_fetched_again_when_somebody_asks_for_it() {
        gallery.next(receiver -> new MediaFetch.Expired(BUSY));
        gallery.next(picture("after all"));
        send(new InboundContent.Image("ref-1", null));
        MediaItem lost = ended();
        assertThat(lost.state()).isEqualTo(MediaState.EXPIRED);

        assertThat(hub.stores.media().retry(lost.id(), hub.clock.instant())).isTrue();

        await().until(() -> media().state() == MediaState.STORED);
        assertThat(hub.stores.media().retry(lost.id(), hub.clock.instant())).isFalse();
    }

    @Test
    void texts_have_nothing_to_fetch() {
        send(new InboundContent.Text("hello"));
        send(new InboundContent.Image("ref-1", null));
        gallery.next(picture("x"));

        MediaItem item = ended();
        ConversationId conversation = item.message().conversation();
        assertThat(hub.stores.media().ofMessages(conversation, 1, 10)).hasSize(1);
    }

    /** How a fetch goes. */
    private interface Answer {
        MediaFetch to(MediaSource.Receiver receiver) throws IOException;
    }

    /** A channel whose provider keeps pictures of up to 1000 bytes for three days. */
    private static final class Gallery implements MediaSource {
        static final ChannelType TYPE = new ChannelType("gallery");

        final List<String> asked = new CopyOnWriteArrayList<>();
        private final Queue<Answer> answers = new ConcurrentLinkedQueue<>();
        volatile boolean hold;

        void next(Answer answer) {
            answers.add(answer);
        }

        @Override
        public ChannelType type() {
            return TYPE;
        }

        @Override
        public Set<ChannelCapability> capabilities() {
            return Set.of(ChannelCapability.RECEIVE_IMAGE, ChannelCapability.RECEIVE_VIDEO);
        }

        @Override
        public AccountDescriptor accountDescriptor() {
            return new AccountDescriptor(TYPE, false, List.of());
        }

        @Override
        public DeliveryResult deliver(OutboundMessage message) {
            throw new IllegalStateException("Nothing is sent here");
        }

        @Override
        public Map<MediaKind, MediaRetention> mediaRetention() {
            MediaRetention all = new MediaRetention(MOST, Duration.ofDays(3));
            return Map.of(MediaKind.IMAGE, all, MediaKind.VIDEO, all);
        }

        @Override
        public MediaFetch fetchMedia(ChannelAccountId account, String reference, Receiver receiver) {
            await().until(() -> !hold);
            Answer answer = answers.poll();
            asked.add(reference);
            try {
                return answer == null ? new MediaFetch.RetryLater(Duration.ZERO, BUSY) : answer.to(receiver);
            } catch (IOException e) {
                return new MediaFetch.RetryLater(
                        Duration.ZERO, new DeliveryProblem(Reason.PROVIDER_UNREACHABLE, "", e.getMessage()));
            }
        }
    }
}
