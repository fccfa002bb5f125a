package io.keshu.domain.erasure;

import static org.assertj.core.api.Assertions.assertThat;

import io.keshu.channels.api.ChannelAddress;
import io.keshu.channels.api.ExternalUserId;
import io.keshu.channels.api.InboundContent;
import io.keshu.channels.api.MediaId;
import io.keshu.channels.api.MediaKind;
import io.keshu.channels.api.OutboundContent;
import io.keshu.channels.api.StateChange;
import io.keshu.channels.api.StateKey;
import io.keshu.channels.api.StoredMedia;
import io.keshu.domain.conversation.ConversationId;
import io.keshu.domain.conversation.ConversationState;
import io.keshu.domain.conversation.LaneChange;
import io.keshu.domain.conversation.Story;
import io.keshu.domain.inbound.SetAside;
import io.keshu.domain.inbound.WaitingInbound;
import io.keshu.domain.media.MediaItem;
import io.keshu.domain.media.MediaState;
import io.keshu.domain.media.MessageRef;
import io.keshu.domain.message.ContentFlattener;
import io.keshu.domain.message.DeliveryState;
import io.keshu.domain.message.Message;
import io.keshu.domain.outbox.ClaimLimit;
import io.keshu.domain.store.Stores;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What every {@link ErasureStore} keeps, and what a departure does to the stores beside it. */
public abstract class ErasureStoreContract {

    private static final String USER = "oLeaves";
    private static final ChannelAddress ADDRESS = new ChannelAddress(Story.ACCOUNT, new ExternalUserId(USER));

    private Stores stores;
    private ErasureStore store;
    private Story story;

    /** Stores over a database of their own, with nothing in it. */
    protected abstract Stores emptyStores();

    @BeforeEach
    void begin() {
        stores = emptyStores();
        store = stores.erasures();
        story = new Story(stores);
    }

    private ConversationId leave() {
        return story.write(USER, "bye", new InboundContent.Unsubscribed());
    }

    private List<Erasure> claim() {
        return store.claim(story.now(), story.now().plusSeconds(60), 10);
    }

    private Erasure claimed() {
        return claim().get(0);
    }

    private List<String> kinds(ConversationId conversation) {
        return stores.queries().messagesFrom(conversation, 1, 100).stream()
                .map(message -> ContentFlattener.flatten(message.content()).kind())
                .toList();
    }

    @Test
    void whoeverLeavesIsOutOfTheConversationAtOnceAndComesBackAsSomebodyNew() {
        ConversationId before = story.write(USER, "1");
        leave();
        ConversationId after = story.write(USER, "2", new InboundContent.Subscribed(null));

        assertThat(story.head(before).state()).isEqualTo(ConversationState.CLOSED);
        assertThat(kinds(before)).containsExactly("text", "unsubscribed", "closed");
        assertThat(after).isNotEqualTo(before);
        assertThat(story.head(after).identity()).isNotEqualTo(story.head(before).identity());
        assertThat(story.head(after).customer()).isNotEqualTo(story.head(before).customer());
        assertThat(claimed().identity()).isEqualTo(story.head(before).identity());
    }

    @Test
    void eachDepartureInOneRoundEndsACustomer() {
        stores.inbound()
                .insert(List.of(
                        story.text(USER, "1"),
                        story.row(USER, "2", new InboundContent.Unsubscribed()),
                        story.row(USER, "3", new InboundContent.Subscribed("door")),
                        story.row(USER, "4", new InboundContent.Unsubscribed()),
                        story.text(USER, "5")));
        LaneChange change = story.plan(USER).change();
        story.workOff(USER);

        assertThat(change.customers()).hasSize(3);
        assertThat(claim())
                .hasSize(2)
                .allSatisfy(erasure -> assertThat(erasure.address()).isEqualTo(ADDRESS));
        assertThat(change.conversations())
                .extracting(write -> write.after().state())
                .containsExactly(ConversationState.CLOSED, ConversationState.CLOSED, ConversationState.QUEUED);
    }

    @Test
    void anErasureIsGivenToOneAtATimeAndAgainWhenItsClaimRunsOut() {
        story.write(USER, "1");
        leave();

        assertThat(claimed().attempts()).isEqualTo(1);
        assertThat(claim()).isEmpty();
        story.pass(Duration.ofSeconds(61));
        Erasure second = claimed();
        assertThat(second.attempts()).isEqualTo(2);
        store.postpone(second, story.now().plusSeconds(5), "later");
        assertThat(claim()).isEmpty();
        story.pass(Duration.ofSeconds(6));
        store.done(claimed(), story.now());
        story.pass(Duration.ofDays(1));
        assertThat(claim()).isEmpty();
        assertThat(store.countWaiting()).isZero();
    }

    @Test
    void anErasedTimelineKeepsNumbersKindsAndEndsButNoWords() {
        ConversationId conversation = story.write(USER, "1", new InboundContent.Location(22.5, 113.9, 15, "深圳"));
        story.reply(conversation, "您在深圳吗");
        StateKey thread = new StateKey(Story.ACCOUNT, new ExternalUserId(USER), "thread");
        StateKey watermark = new StateKey(Story.ACCOUNT, null, "watermark");
        stores.leases()
                .commit(
                        stores.leases().acquire(Story.ACCOUNT, "node").orElseThrow(),
                        List.of(new StateChange(thread, 0, "深圳"), new StateChange(watermark, 0, "1")),
                        List.of());
        leave();
        Erasure erasure = claimed();

        assertThat(store.conversations(erasure.identity())).containsExactly(conversation);
        assertThat(store.eraseConversation(erasure, conversation)).isTrue();
        assertThat(store.eraseConversation(erasure, conversation)).isTrue();
        store.eraseCustomer(erasure);

        assertThat(stores.leases().find(thread)).isEmpty();
        assertThat(stores.leases().find(watermark)).isPresent();
        List<Message> messages = stores.queries().messagesFrom(conversation, 1, 100);
        assertThat(messages).extracting(Message::number).containsExactly(1, 2, 3, 4);
        assertThat(kinds(conversation)).containsExactly("erased", "erased", "unsubscribed", "closed");
        assertThat(ContentFlattener.flatten(messages.get(0).content()).fields()).containsEntry("kind", "location");
        assertThat(messages)
                .allSatisfy(message -> assertThat(message.externalId()).isNull());
        assertThat(messages.get(1).delivery().state()).isEqualTo(DeliveryState.FAILED);
        assertThat(messages.toString()).doesNotContain("深圳");
        assertThat(stores.outbox().claimDue(1, story.now(), ClaimLimit.of(10))).isEmpty();
    }

    private MediaId uploaded(long id) {
        MediaId media = new MediaId(id);
        stores.media()
                .add(new MediaItem(
                        media,
                        MediaKind.FILE,
                        MediaState.STORED,
                        null,
                        story.now(),
                        "trace",
                        0,
                        new StoredMedia(media, "application/pdf", 3, "ef".repeat(32), "合同.pdf", 0, 0, null),
                        null,
                        null));
        return media;
    }

    @Test
    void whatAgentsUploadedForThemGoesAndWhatOthersSentStays() {
        ConversationId conversation = story.write(USER, "1");
        MediaId contract = uploaded(11);
        MediaId program = uploaded(12);
        MediaId companys = uploaded(13);
        MediaId anothers = new MediaId(14);
        stores.media()
                .register(List.of(new MediaItem(
                        anothers,
                        MediaKind.IMAGE,
                        MediaState.PENDING,
                        new MessageRef(new ConversationId(99), 1, Story.ACCOUNT),
                        story.now(),
                        "trace",
                        0,
                        null,
                        null,
                        null)));
        story.reply(conversation, "a", new OutboundContent.File(contract));
        story.reply(conversation, "b", new OutboundContent.MiniProgramPage("查订单", "wx1", "p", program));
        story.reply(conversation, "c", new OutboundContent.Image(anothers));
        leave();

        assertThat(store.eraseConversation(claimed(), conversation)).isTrue();

        assertThat(stores.media().find(List.of(contract, program, companys, anothers)))
                .extracting(MediaItem::id)
                .containsExactlyInAnyOrder(companys, anothers);
    }

    @Test
    void whatWasSetAsideOfWhoeverCameBackStays() {
        story.write(USER, "1");
        WaitingInbound before = story.text(USER, "2");
        stores.inbound().insert(List.of(before));
        stores.inbound().setAside(before.id(), "odd");
        story.pass(Duration.ofSeconds(1));
        leave();
        story.pass(Duration.ofSeconds(1));
        story.write(USER, "3", new InboundContent.Subscribed(null));
        WaitingInbound after = story.text(USER, "4");
        stores.inbound().insert(List.of(after));
        stores.inbound().setAside(after.id(), "odd");

        store.eraseCustomer(claimed());

        assertThat(stores.setAside().page(false, null, 10))
                .extracting(SetAside::id)
                .containsExactly(after.id());
    }

    @Test
    void nothingIsErasedWhileAMessageIsOnItsWay() {
        ConversationId conversation = story.write(USER, "1");
        story.reply(conversation, "您好");
        assertThat(stores.outbox().claimDue(1, story.now(), ClaimLimit.of(10))).hasSize(1);
        leave();

        assertThat(store.eraseConversation(claimed(), conversation)).isFalse();
        assertThat(kinds(conversation)).startsWith("text", "text");
    }

    @Test
    void onlyWhoeverCameWithoutSubscribingHasStrayed() {
        assertThat(store.strayed(ADDRESS)).isFalse();
        story.write(USER, "1");
        assertThat(store.strayed(ADDRESS)).isTrue();
        leave();
        assertThat(store.strayed(ADDRESS)).isFalse();
        story.write(USER, "2", new InboundContent.Subscribed(null));
        story.write(USER, "3");
        assertThat(store.strayed(ADDRESS)).isFalse();
    }
}
