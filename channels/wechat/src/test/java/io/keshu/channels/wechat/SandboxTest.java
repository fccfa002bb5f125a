package io.keshu.channels.wechat;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.groups.Tuple.tuple;
import static org.awaitility.Awaitility.await;

import io.keshu.channels.api.ChannelAccount;
import io.keshu.channels.api.ChannelAccountId;
import io.keshu.channels.api.ChannelAddress;
import io.keshu.channels.api.DeliveryProblem.Reason;
import io.keshu.channels.api.DeliveryResult;
import io.keshu.channels.api.ExternalUserId;
import io.keshu.channels.api.InboundContent;
import io.keshu.channels.api.MediaFetch;
import io.keshu.channels.api.OutboundContent;
import io.keshu.channels.api.OutboundMessage;
import io.keshu.channels.api.OutboundMessageId;
import io.keshu.channels.api.ReplyContext;
import io.keshu.channels.sandbox.SandboxOptions;
import io.keshu.channels.sandbox.SandboxServer;
import io.keshu.channels.sandbox.push.PushMessage;
import io.keshu.channels.sandbox.world.Account;
import io.keshu.channels.sandbox.world.AccountNames;
import io.keshu.channels.sandbox.world.AccountSettings;
import io.keshu.channels.sandbox.world.ChatEntry;
import io.keshu.channels.sandbox.world.Follower;
import io.keshu.channels.sandbox.world.PushMode;
import io.keshu.channels.testkit.InMemoryChannelAccounts;
import io.keshu.channels.testkit.InMemoryMediaStore;
import io.keshu.channels.testkit.RecordingInboundSink;
import io.keshu.channels.wechat.client.WechatClient;
import io.keshu.channels.wechat.config.WechatMediaProperties;
import io.keshu.channels.wechat.config.WechatProperties;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Both directions over HTTP, between the channel and a WeChat that shares no code with it. */
class SandboxTest {

    private static final ChannelAccountId ACCOUNT = new ChannelAccountId(1);

    private long version;
    private final Clock clock = Clock.systemUTC();
    private final SandboxServer wechat = SandboxServer.start(SandboxOptions.defaults(), clock);
    private final Account there = wechat.world().add(AccountNames.account("小店")).orElseThrow();
    private final Follower anna = there.add("oAnna-0123456789", "安娜", true, clock.instant());
    private final InMemoryChannelAccounts accounts = new InMemoryChannelAccounts().put(account());
    private final WechatClient client =
            new WechatClient(WechatProperties.defaults(), WechatMediaProperties.defaults(), null);
    private final InMemoryMediaStore media = new InMemoryMediaStore();
    private final WechatChannel channel = new WechatChannel(
            accounts, client, media, WechatProperties.defaults(), WechatMediaProperties.defaults(), clock);
    private final RecordingInboundSink sink = new RecordingInboundSink();
    private final Hub hub = new Hub(channel, sink);

    @AfterEach
    void close() {
        wechat.close();
        hub.close();
        client.close();
    }

    private ChannelAccount account() {
        AccountSettings settings = there.settings();
        return new ChannelAccount(
                ACCOUNT,
                WechatChannel.TYPE,
                "shop",
                "小店",
                true,
                Map.of(
                        "appId",
                        settings.appId(),
                        "mode",
                        settings.mode().name().toLowerCase(Locale.ROOT),
                        "apiBaseUrl",
                        wechat.url()),
                Map.of(
                        "appSecret",
                        settings.secret(),
                        "token",
                        settings.token(),
                        "encodingAesKey",
                        settings.encodingAesKey()),
                ++version);
    }

    private void mode(PushMode mode) {
        AccountSettings old = there.settings();
        there.change(new AccountSettings(
                old.appId(),
                old.name(),
                old.originalId(),
                old.secret(),
                old.token(),
                old.encodingAesKey(),
                mode,
                hub.url("shop"),
                true));
        accounts.put(account());
    }

    private void writes(String text) {
        String id = wechat.world().nextMessageId();
        anna.wrote(text, id, clock.instant());
        wechat.pusher().push(there, anna, PushMessage.text(anna.openid(), clock.instant(), id, text));
    }

    private DeliveryResult answer(String text) {
        return answer(new OutboundContent.Text(text));
    }

    private DeliveryResult answer(OutboundContent content) {
        return channel.deliver(new OutboundMessage(
                new OutboundMessageId(1),
                new ChannelAddress(ACCOUNT, new ExternalUserId(anna.openid())),
                content,
                new ReplyContext(null, "trace")));
    }

    private static void unreachable(DeliveryResult result, Reason reason) {
        assertThat(result)
                .isInstanceOfSatisfying(
                        DeliveryResult.Unreachable.class,
                        end -> assertThat(end.problem().reason()).isEqualTo(reason));
    }

    @ParameterizedTest
    @EnumSource(PushMode.class)
    void aMessageIsTakenAndAnsweredInEveryMode(PushMode mode) {
        mode(mode);
        sink.answerWith("欢迎 ]]> & <b>");

        writes("在吗 ]]> & <b> 👍");

        await().until(() -> wechat.pusher().state().pending() == 0);
        assertThat(sink.stored()).singleElement().satisfies(envelope -> {
            assertThat(envelope.content()).isEqualTo(new InboundContent.Text("在吗 ]]> & <b> 👍"));
            assertThat(envelope.user().value()).isEqualTo(anna.openid());
        });
        assertThat(anna.chat().after(1)).singleElement().satisfies(entry -> {
            assertThat(entry.text()).isEqualTo("欢迎 ]]> & <b>");
            assertThat(entry.via()).isEqualTo("passive");
        });
    }

    @Test
    void aPictureThatWechatHasAlreadyIsTheAnswerItselfAndOneThatItHasNotIsLeftToTheApi() throws IOException {
        mode(PushMode.SECURE);
        ByteArrayOutputStream png = new ByteArrayOutputStream();
        ImageIO.write(new BufferedImage(8, 8, BufferedImage.TYPE_INT_RGB), "png", png);
        OutboundContent picture = new OutboundContent.Image(media.put("image/png", "图.png", png.toByteArray()));
        sink.answerWith(picture);

        writes("看看");
        await().until(() -> wechat.pusher().state().pending() == 0);
        assertThat(fromUs()).isEmpty();

        assertThat(answer(picture)).isInstanceOf(DeliveryResult.Accepted.class);
        writes("再看看");
        await().until(() -> wechat.pusher().state().pending() == 0);
        assertThat(fromUs())
                .extracting(ChatEntry::type, ChatEntry::via)
                .containsExactly(tuple("image", "api"), tuple("image", "passive"));
    }

    @Test
    void aCardIsTheAnswerItself() {
        mode(PushMode.PLAIN);
        sink.answerWith(new OutboundContent.Articles(
                List.of(new OutboundContent.Article("新品", "上市", "https://shop.example.com/new", null))));

        writes("有新品吗");
        await().until(() -> wechat.pusher().state().pending() == 0);

        assertThat(fromUs()).singleElement().satisfies(entry -> {
            assertThat(entry.type()).isEqualTo("news");
            assertThat(entry.text()).contains("新品").contains("https://shop.example.com/new");
        });
    }

    private List<ChatEntry> fromUs() {
        return anna.chat().after(0).stream()
                .filter(entry -> entry.via() != null)
                .toList();
    }

    @Test
    void theAddressIsTheAccounts() {
        mode(PushMode.SECURE);

        assertThat(wechat.pusher().check(there).ok()).isTrue();
    }

    @Test
    void eventsAreTaken() {
        mode(PushMode.SECURE);
        wechat.pusher()
                .push(
                        there,
                        anna,
                        PushMessage.event(
                                anna.openid(),
                                clock.instant(),
                                "subscribe",
                                Map.of("EventKey", "qrscene_7", "Ticket", "t")));
        wechat.pusher()
                .push(
                        there,
                        anna,
                        PushMessage.event(
                                anna.openid(), clock.instant(), "LOCATION", Map.of("Latitude", "1", "Longitude", "2")));

        await().until(() -> wechat.pusher().state().pending() == 0);

        assertThat(wechat.pusher().state().failed()).isZero();
        assertThat(sink.stored()).hasSize(2);
        assertThat(sink.stored().get(0).content()).isInstanceOf(InboundContent.Subscribed.class);
    }

    @Test
    void whatWechatItselfRefusesIsSaidAsItIs() {
        unreachable(answer("too early"), Reason.WINDOW_CLOSED);
        anna.wrote("hi", "1", clock.instant());
        for (int i = 0; i < 5; i++) {
            assertThat(answer("answer " + i)).isInstanceOf(DeliveryResult.Accepted.class);
        }
        unreachable(answer("one too many"), Reason.REPLY_QUOTA_USED);
        anna.unfollow();
        unreachable(answer("still there?"), Reason.NOT_FOLLOWING);
        assertThat(anna.chat().after(1)).hasSize(5);
    }

    @Test
    void aWrongSecretSendsNothing() {
        AccountSettings old = there.settings();
        there.change(new AccountSettings(
                old.appId(),
                old.name(),
                old.originalId(),
                "another-secret",
                old.token(),
                old.encodingAesKey(),
                old.mode(),
                null,
                false));

        assertThat(answer("hello").toString()).contains("BAD_CREDENTIALS");
        assertThat(anna.chat().after(0)).isEmpty();
    }

    @Test
    void whatACustomerSendsIsToldWithItsReferenceAndFetchedByIt() {
        mode(PushMode.SECURE);
        byte[] film = "\0\0\0\u0018ftypmp42 film".getBytes(StandardCharsets.ISO_8859_1);
        String id =
                there.media().add("video", "video/mp4", film, clock.instant()).id();
        wechat.pusher()
                .push(
                        there,
                        anna,
                        PushMessage.of("video", anna.openid(), clock.instant(), "77", Map.of("MediaId", id)));

        await().until(() -> sink.stored().size(), size -> size == 1);
        assertThat(sink.stored().get(0).content()).isEqualTo(new InboundContent.Video(id, null));
        AtomicReference<byte[]> received = new AtomicReference<>();
        assertThat(channel.fetchMedia(ACCOUNT, id, (name, body) -> received.set(body.readAllBytes())))
                .isInstanceOf(MediaFetch.Fetched.class);
        assertThat(received.get()).isEqualTo(film);
        assertThat(channel.fetchMedia(ACCOUNT, "gone", (name, body) -> received.set(body.readAllBytes())))
                .isInstanceOf(MediaFetch.Expired.class);
    }
}
