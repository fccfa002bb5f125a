package io.keshu.channels.wechat;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import io.keshu.channels.api.ChannelAccount;
import io.keshu.channels.api.ChannelAccountId;
import io.keshu.channels.api.ChannelAddress;
import io.keshu.channels.api.DeliveryProblem.Reason;
import io.keshu.channels.api.DeliveryResult;
import io.keshu.channels.api.ExternalUserId;
import io.keshu.channels.api.MediaFetch;
import io.keshu.channels.api.MediaId;
import io.keshu.channels.api.MediaStore;
import io.keshu.channels.api.OutboundContent;
import io.keshu.channels.api.OutboundContent.Article;
import io.keshu.channels.api.OutboundContent.Option;
import io.keshu.channels.api.OutboundContent.PublishedKind;
import io.keshu.channels.api.OutboundMessage;
import io.keshu.channels.api.OutboundMessageId;
import io.keshu.channels.api.ReplyContext;
import io.keshu.channels.api.StoredMedia;
import io.keshu.channels.testkit.InMemoryChannelAccounts;
import io.keshu.channels.testkit.InMemoryMediaStore;
import io.keshu.channels.wechat.client.WechatClient;
import io.keshu.channels.wechat.config.WechatMediaProperties;
import io.keshu.channels.wechat.config.WechatProperties;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Every kind of message and all media, to WeChat and from it. */
class WechatMediaTest {

    private static final ChannelAccountId ACCOUNT = new ChannelAccountId(1);
    private static final ChannelAddress CUSTOMER = new ChannelAddress(ACCOUNT, new ExternalUserId("oUser"));

    private final WechatApi api = new WechatApi();
    private final WechatMediaProperties limits = WechatMediaProperties.defaults();
    private final WechatClient client = new WechatClient(WechatProperties.defaults(), limits, null);
    private final InMemoryMediaStore media = new InMemoryMediaStore();
    private final WechatChannel channel = channel(media);

    private WechatChannel channel(MediaStore store) {
        InMemoryChannelAccounts accounts = new InMemoryChannelAccounts()
                .put(new ChannelAccount(
                        ACCOUNT,
                        WechatChannel.TYPE,
                        "shop",
                        "小店",
                        true,
                        Map.of("appId", "wxba5fad812f8e6fb9", "mode", "plain", "apiBaseUrl", api.address()),
                        Map.of("appSecret", "0123456789abcdef", "token", "AAAAA"),
                        1));
        return new WechatChannel(accounts, client, store, WechatProperties.defaults(), limits, Clock.systemUTC());
    }

    @AfterEach
    void close() {
        client.close();
        api.close();
    }

    private DeliveryResult send(OutboundContent content) {
        return deliver(channel, message(content));
    }

    /** On a busy machine making and uploading media takes so long that the message follows in the next attempt. */
    private static DeliveryResult deliver(WechatChannel channel, OutboundMessage message) {
        DeliveryResult first = channel.deliver(message);
        boolean uploaded = first instanceof DeliveryResult.RetryLater later
                && later.problem().detail().startsWith("Uploaded");
        return uploaded ? channel.deliver(message) : first;
    }

    private static OutboundMessage message(OutboundContent content) {
        return new OutboundMessage(new OutboundMessageId(1), CUSTOMER, content, new ReplyContext(null, "trace"));
    }

    private JsonObject taken(OutboundContent content) {
        assertThat(send(content)).isInstanceOf(DeliveryResult.Accepted.class);
        JsonObject sent =
                JsonParser.parseString(api.sent().get(api.sent().size() - 1)).getAsJsonObject();
        assertThat(sent.get("touser").getAsString()).isEqualTo("oUser");
        return sent.getAsJsonObject(sent.get("msgtype").getAsString());
    }

    private void rejected(OutboundContent content, Reason reason) {
        int before = api.sent().size();
        assertThat(send(content))
                .isInstanceOfSatisfying(
                        DeliveryResult.Rejected.class,
                        rejected -> assertThat(rejected.problem().reason()).isEqualTo(reason));
        assertThat(api.sent()).hasSize(before);
    }

    private static byte[] noise(int width, int height, String format) throws IOException {
        BufferedImage picture = new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB);
        Random random = new Random(width);
        for (int x = 0; x < width; x++) {
            for (int y = 0; y < height; y++) {
                picture.setRGB(x, y, random.nextInt());
            }
        }
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        ImageIO.write(picture, format, bytes);
        return bytes.toByteArray();
    }

    /** A picture of which the store knows the size in pixels, as the real one does. */
    private DeliveryResult sendPicture(String contentType, byte[] bytes, int width, int height, boolean asCover) {
        MediaId id = media.put(contentType, "p", bytes);
        StoredMedia known = media.find(id).orElseThrow();
        StoredMedia sized =
                new StoredMedia(id, contentType, bytes.length, known.sha256(), known.fileName(), width, height, null);
        MediaStore store = new MediaStore() {
            @Override
            public Optional<StoredMedia> find(MediaId wanted) {
                return Optional.of(sized);
            }

            @Override
            public InputStream open(StoredMedia stored, long from) {
                return media.open(stored, from);
            }
        };
        OutboundContent content = asCover
                ? new OutboundContent.Music("歌", "", "https://example.com/a.mp3", null, id)
                : new OutboundContent.Image(id);
        return deliver(channel(store), message(content));
    }

    @Test
    void mediaAreUploadedOnceAndSentByWhatWechatCallsThem() {
        MediaId picture = media.put("image/png", "图.png", new byte[] {1, 2, 3});

        assertThat(taken(new OutboundContent.Image(picture)).get("media_id").getAsString())
                .isEqualTo("MEDIA-1");
        assertThat(taken(new OutboundContent.Image(picture)).get("media_id").getAsString())
                .isEqualTo("MEDIA-1");

        assertThat(api.uploads()).singleElement().satisfies(upload -> {
            assertThat(upload.type()).isEqualTo("image");
            assertThat(upload.name()).isEqualTo("image.png");
            assertThat(upload.contentType()).isEqualTo("image/png");
            assertThat(upload.content()).containsExactly(1, 2, 3);
        });
    }

    @Test
    void everyKindLeavesInTheFormThatWechatTakes() {
        MediaId voice = media.put("audio/amr", "v.amr", new byte[] {1}, Duration.ofSeconds(60));
        assertThat(taken(new OutboundContent.Voice(voice)).get("media_id").getAsString())
                .isEqualTo("MEDIA-1");
        MediaId video = media.put("video/mp4", "v.mp4", new byte[] {2});
        JsonObject film = taken(new OutboundContent.Video(video, "开箱", "第一次"));
        assertThat(film.get("title").getAsString()).isEqualTo("开箱");
        MediaId cover = media.put("image/jpeg", "c.jpg", new byte[] {3});
        JsonObject music = taken(new OutboundContent.Music("歌", "词", "https://example.com/a.mp3", null, cover));
        assertThat(music.get("musicurl").getAsString()).isEqualTo("https://example.com/a.mp3");
        assertThat(music.get("thumb_media_id").getAsString()).isEqualTo("MEDIA-3");
        JsonObject news = taken(new OutboundContent.Articles(
                List.of(new Article("标题", "描述", "https://example.com/1", "https://example.com/1.png"))));
        assertThat(news.getAsJsonArray("articles")).hasSize(1);
        JsonObject menu = taken(
                new OutboundContent.Options("满意吗？", List.of(new Option("101", "满意"), new Option("102", "不满意")), "谢谢"));
        assertThat(menu.get("head_content").getAsString()).isEqualTo("满意吗？");
        assertThat(menu.getAsJsonArray("list")).hasSize(2);
        JsonObject page = taken(new OutboundContent.MiniProgramPage("商城", "wx0123456789abcdef", "pages/a?id=1", cover));
        assertThat(page.get("pagepath").getAsString()).isEqualTo("pages/a?id=1");
        assertThat(taken(new OutboundContent.Published(PublishedKind.ARTICLE, "A1", ""))
                        .get("article_id")
                        .getAsString())
                .isEqualTo("A1");
        assertThat(taken(new OutboundContent.Published(PublishedKind.MATERIAL, "M1", ""))
                        .get("media_id")
                        .getAsString())
                .isEqualTo("M1");
        assertThat(taken(new OutboundContent.Published(PublishedKind.COUPON, "C1", ""))
                        .get("card_id")
                        .getAsString())
                .isEqualTo("C1");
        assertThat(api.uploads())
                .extracting(WechatApi.Upload::type)
                .containsExactly("voice", "video", "thumb", "image");
    }

    @Test
    void whatExceedsALimitByOneIsRefusedBeforeItIsUploaded() {
        MediaId long61 = media.put("audio/amr", "v.amr", new byte[] {1}, Duration.ofMillis(60_001));
        rejected(new OutboundContent.Voice(long61), Reason.MEDIA_TOO_LARGE);
        MediaId large = media.put("audio/mpeg", "v.mp3", new byte[(2 << 20) + 1]);
        rejected(new OutboundContent.Voice(large), Reason.MEDIA_TOO_LARGE);
        MediaId film = media.put("video/mp4", "v.mp4", new byte[(10 << 20) + 1]);
        rejected(new OutboundContent.Video(film, "", ""), Reason.MEDIA_TOO_LARGE);
        MediaId picture = media.put("image/png", "p.png", new byte[(20 << 20) + 1]);
        rejected(new OutboundContent.Image(picture), Reason.MEDIA_TOO_LARGE);
        rejected(
                new OutboundContent.Articles(List.of(
                        new Article("一", "", "https://example.com/1", null),
                        new Article("二", "", "https://example.com/2", null))),
                Reason.CONTENT_TOO_LONG);
        assertThat(api.uploads()).isEmpty();
    }

    @Test
    void theLimitsThemselvesAreStillTaken() {
        taken(new OutboundContent.Voice(media.put("audio/mpeg", "v.mp3", new byte[2 << 20], Duration.ofSeconds(60))));
        taken(new OutboundContent.Video(media.put("video/mp4", "v.mp4", new byte[10 << 20]), "", ""));
        taken(new OutboundContent.Image(media.put("image/gif", "p.gif", new byte[10 << 20])));
    }

    @Test
    void otherTypesAndMissingMediaAreRefusedWithTheReason() {
        rejected(new OutboundContent.Voice(media.put("audio/ogg", "v.ogg", new byte[] {1})), Reason.MEDIA_TYPE_REFUSED);
        rejected(new OutboundContent.Image(media.put("text/html", "p.png", new byte[] {1})), Reason.MEDIA_TYPE_REFUSED);
        rejected(new OutboundContent.Image(new MediaId(404)), Reason.MEDIA_MISSING);
        MediaId lost = media.put("image/png", "p.png", new byte[] {9});
        media.lose(lost);
        rejected(new OutboundContent.Image(lost), Reason.MEDIA_MISSING);
        rejected(
                new OutboundContent.Image(media.put("image/webp", "p.webp", new byte[] {1, 2})),
                Reason.MEDIA_TYPE_REFUSED);
        rejected(new OutboundContent.Location(31, 121, "店", ""), Reason.KIND_NOT_CARRIED);
    }

    @Test
    void picturesThatWechatDoesNotTakeBecomeJpegsThatItTakes() throws IOException {
        assertThat(sendPicture("image/bmp", noise(200, 100, "bmp"), 200, 100, false))
                .isInstanceOf(DeliveryResult.Accepted.class);
        WechatApi.Upload upload = api.uploads().get(0);
        assertThat(upload.contentType()).isEqualTo("image/jpeg");
        assertThat(upload.name()).isEqualTo("image.jpg");
        assertThat(ImageIO.read(new ByteArrayInputStream(upload.content())).getWidth())
                .isEqualTo(200);
    }

    @Test
    void aPictureThatIsTooLargeIsMadeSmaller() throws IOException {
        byte[] large = noise(2000, 2000, "png");
        assertThat(large.length).isGreaterThan(10 << 20);
        assertThat(sendPicture("image/png", large, 2000, 2000, false)).isInstanceOf(DeliveryResult.Accepted.class);
        assertThat(api.uploads().get(0).content().length).isLessThanOrEqualTo(10 << 20);
    }

    @Test
    void aCoverIsMadeAsSmallAsWechatWants() throws IOException {
        assertThat(sendPicture("image/png", noise(600, 600, "png"), 600, 600, true))
                .isInstanceOf(DeliveryResult.Accepted.class);
        WechatApi.Upload upload = api.uploads().get(0);
        assertThat(upload.type()).isEqualTo("thumb");
        assertThat(upload.content().length).isLessThanOrEqualTo(64 << 10);
    }

    @Test
    void aPictureOfTooManyPixelsIsNotOpened() throws IOException {
        assertThat(sendPicture("image/bmp", noise(10, 10, "bmp"), 60_000, 60_000, false))
                .isInstanceOf(DeliveryResult.Rejected.class);
        assertThat(api.uploads()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "-1, RetryLater, PROVIDER_BUSY",
        "40004, Rejected, MEDIA_TYPE_REFUSED",
        "40005, Rejected, MEDIA_TYPE_REFUSED",
        "40006, Rejected, MEDIA_TOO_LARGE",
        "40009, Rejected, MEDIA_TOO_LARGE",
        "45001, Rejected, MEDIA_TOO_LARGE",
        "45007, Rejected, MEDIA_TOO_LARGE",
        "48001, Rejected, NOT_PERMITTED",
        "45009, Rejected, ACCOUNT_QUOTA_USED",
    })
    void anUploadThatFailsEndsTheMessageAsItsCodeSays(String code, String result, Reason reason) {
        api.nextUpload(code);
        DeliveryResult ended = send(new OutboundContent.Image(media.put("image/png", "p.png", new byte[] {7})));
        assertThat(ended.getClass().getSimpleName()).isEqualTo(result);
        assertThat(ended.toString()).contains(reason.name());
        assertThat(api.sent()).isEmpty();
    }

    @Test
    void mediaThatWechatForgotAreUploadedAgain() {
        MediaId picture = media.put("image/png", "p.png", new byte[] {1});
        taken(new OutboundContent.Image(picture));
        api.next("40007");

        assertThat(send(new OutboundContent.Image(picture))).isInstanceOf(DeliveryResult.RetryLater.class);

        assertThat(taken(new OutboundContent.Image(picture)).get("media_id").getAsString())
                .isEqualTo("MEDIA-2");
    }

    @Test
    void typingIsShownAndWhatWechatDoesNotWantIsNoFault() {
        for (String code : List.of("0", "45080", "45081", "45072", "-1")) {
            api.nextTyping(code);
            channel.typing(CUSTOMER, true);
        }
        channel.typing(CUSTOMER, false);
        assertThat(api.typed()).hasSize(6);
        assertThat(api.typed().get(0)).contains("oUser").contains("Typing");
        assertThat(api.typed().get(5)).contains("CancelTyping");
    }

    private MediaFetch fetch(String id, List<byte[]> received) {
        return channel.fetchMedia(ACCOUNT, id, (name, body) -> received.add(body.readAllBytes()));
    }

    @Test
    void whatACustomerSentIsFetchedWithItsName() {
        api.keep("IN-1", new byte[] {1, 2, 3});
        List<String> names = new ArrayList<>();
        List<byte[]> received = new ArrayList<>();

        MediaFetch fetch = channel.fetchMedia(ACCOUNT, "IN-1", (name, body) -> {
            names.add(name);
            received.add(body.readAllBytes());
        });

        assertThat(fetch).isInstanceOf(MediaFetch.Fetched.class);
        assertThat(names).containsExactly("IN-1.jpg");
        assertThat(received)
                .singleElement()
                .satisfies(bytes -> assertThat(bytes).containsExactly(1, 2, 3));
    }

    @Test
    void aVideoIsFetchedFromWhereWechatSaysThatItLies() {
        api.keep("FILM", new byte[] {5, 5});
        api.keepJson("V-1", "{\"video_url\":\"" + api.address() + "/cgi-bin/media/get?media_id=FILM\"}");
        List<byte[]> received = new ArrayList<>();

        assertThat(fetch("V-1", received)).isInstanceOf(MediaFetch.Fetched.class);
        assertThat(received.get(0)).containsExactly(5, 5);
    }

    @Test
    void whatWechatHasDeletedIsExpiredAndWhatItFailsAtIsTriedAgain() {
        List<byte[]> received = new ArrayList<>();
        assertThat(fetch("GONE", received)).isInstanceOf(MediaFetch.Expired.class);
        api.keepJson("BUSY", "{\"errcode\":-1,\"errmsg\":\"system error\"}");
        assertThat(fetch("BUSY", received)).isInstanceOf(MediaFetch.RetryLater.class);
        api.keepJson("FORBIDDEN", "{\"errcode\":48001,\"errmsg\":\"api unauthorized\"}");
        assertThat(fetch("FORBIDDEN", received)).isInstanceOf(MediaFetch.RetryLater.class);
        api.keepJson("ODD", "not JSON at all");
        assertThat(fetch("ODD", received)).isInstanceOf(MediaFetch.RetryLater.class);
        api.keepJson("LOCAL", "{\"video_url\":\"file:///etc/passwd\"}");
        assertThat(fetch("LOCAL", received)).isInstanceOf(MediaFetch.RetryLater.class);
        assertThat(received).isEmpty();
    }

    @Test
    void aReceiverThatHasHadEnoughEndsTheDownload() {
        api.keep("HUGE", new byte[30 << 20]);
        byte[] first = new byte[10];
        MediaFetch fetch = channel.fetchMedia(ACCOUNT, "HUGE", (name, body) -> {
            body.readNBytes(first, 0, 10);
            throw new IOException("More than 10 bytes");
        });
        assertThat(fetch).isInstanceOf(MediaFetch.RetryLater.class);
        assertThat(Arrays.equals(first, new byte[10])).isTrue();
        assertThatThrownBy(() -> channel.fetchMedia(ACCOUNT, "HUGE", (name, body) -> {
                    throw new IllegalStateException("the store is away");
                }))
                .isInstanceOf(IllegalStateException.class)
                .hasMessage("the store is away");
    }
}
