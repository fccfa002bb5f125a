package io.keshu.console.conversations;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.mockito.ArgumentMatchers.any;
import static org.mockito.ArgumentMatchers.anyInt;
import static org.mockito.ArgumentMatchers.anyString;
import static org.mockito.ArgumentMatchers.eq;
import static org.mockito.Mockito.verifyNoInteractions;
import static org.mockito.Mockito.when;

import io.keshu.channels.api.ChannelAccount;
import io.keshu.channels.api.ChannelAccountId;
import io.keshu.channels.api.ChannelAddress;
import io.keshu.channels.api.DeliveryProblem;
import io.keshu.channels.api.ExternalUserId;
import io.keshu.channels.api.InboundContent;
import io.keshu.channels.api.MediaId;
import io.keshu.channels.api.MediaKind;
import io.keshu.channels.api.OutboundContent;
import io.keshu.console.Browser;
import io.keshu.console.ConsoleTest;
import io.keshu.console.FakeChannel;
import io.keshu.domain.account.AccountDirectory;
import io.keshu.domain.conversation.CommandResult;
import io.keshu.domain.conversation.Conversation;
import io.keshu.domain.conversation.ConversationId;
import io.keshu.domain.conversation.ConversationQueries.Row;
import io.keshu.domain.conversation.ConversationState;
import io.keshu.domain.conversation.Preview;
import io.keshu.domain.customer.Customer;
import io.keshu.domain.customer.CustomerId;
import io.keshu.domain.customer.Identity;
import io.keshu.domain.customer.IdentityId;
import io.keshu.domain.media.MediaItem;
import io.keshu.domain.media.MediaItems;
import io.keshu.domain.media.MediaState;
import io.keshu.domain.media.MessageRef;
import io.keshu.domain.media.PlainInspector;
import io.keshu.domain.message.Author;
import io.keshu.domain.message.Delivery;
import io.keshu.domain.message.Message;
import io.keshu.domain.message.MessageContent;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import tools.jackson.databind.JsonNode;

/** Media on their way through the console: uploaded, sent, shown, and what is refused. */
class MediaTest extends ConsoleTest {

    private static final ConversationId ID = new ConversationId(77001);
    private static final Instant NOW = Instant.parse("2026-01-02T03:04:05Z");
    private static final String UPLOAD = "/api/conversations/77001/media?kind=";

    @Autowired
    private AccountDirectory accounts;

    @Autowired
    private MediaItems items;

    private ChannelAccountId account;
    private Browser mei;

    @BeforeEach
    void signIn() {
        account = accounts.find(FakeChannel.TYPE, "media")
                .map(ChannelAccount::id)
                .orElseGet(() -> accounts.create(FakeChannel.TYPE, "media", "图", true, Map.of(), Map.of())
                        .id());
        mei = agent();
        Customer customer = new Customer(new CustomerId(5), null, NOW);
        Identity identity = new Identity(
                new IdentityId(6), customer.id(), new ChannelAddress(account, new ExternalUserId("oMedia")), NOW);
        Conversation conversation = new Conversation(
                ID,
                customer.id(),
                identity.id(),
                4,
                ConversationState.QUEUED,
                3,
                2,
                1,
                NOW,
                NOW,
                NOW,
                null,
                null,
                null,
                new Preview(Author.Kind.CUSTOMER, "text", "在吗"));
        when(queries.row(eq(ID), any())).thenReturn(Optional.of(new Row(conversation, customer, identity, 0)));
        when(queries.lastNumbers(any())).thenReturn(Map.of(ID, 3));
    }

    private static byte[] picture(int size) {
        byte[] head = PlainInspector.bytes("image/png", "");
        return PlainInspector.bytes("image/png", "x".repeat(size - head.length));
    }

    private String uploaded(String name, byte[] content) {
        Browser.Answer answer = mei.upload(UPLOAD + "image", name, content);
        assertThat(answer.status()).as(answer.text()).isEqualTo(201);
        return answer.json().path("id").asString();
    }

    @Test
    void aPictureIsTakenInUpToTheLimitAndShownInPlace() {
        Browser.Answer answer = mei.upload(UPLOAD + "image", "照片.png", picture(1000));
        assertThat(answer.status()).isEqualTo(201);
        assertThat(answer.json().path("contentType").asString()).isEqualTo("image/png");
        assertThat(answer.json().path("size").asLong()).isEqualTo(1000);
        assertThat(answer.json().path("hasThumbnail").asBoolean()).isTrue();
        String id = answer.json().path("id").asString();

        Browser.Answer content = mei.get("/api/media/" + id);

        assertThat(content.status()).isEqualTo(200);
        assertThat(content.text()).hasSize(1000);
        assertThat(content.header("Content-Type")).isEqualTo("image/png");
        assertThat(content.header("Content-Disposition")).startsWith("inline").contains("filename*=UTF-8''");
        assertThat(content.header("X-Content-Type-Options")).isEqualTo("nosniff");
        assertThat(content.header("Content-Security-Policy")).isEqualTo("sandbox; default-src 'none'");
        assertThat(content.header("Cache-Control")).contains("private").contains("immutable");
        assertThat(mei.get("/api/media/" + id + "/thumbnail").text()).isEqualTo("small");
    }

    @Test
    void partsAndWhatTheBrowserHasAreAnsweredAsAsked() {
        String id = uploaded("p.png", picture(500));
        Browser.Answer part = mei.get("/api/media/" + id, "Range", "bytes=490-");
        assertThat(part.status()).isEqualTo(206);
        assertThat(part.text()).isEqualTo("x".repeat(10));
        assertThat(part.header("Content-Range")).isEqualTo("bytes 490-499/500");
        assertThat(mei.get("/api/media/" + id, "Range", "bytes=500-").status()).isEqualTo(416);
        String tag = mei.get("/api/media/" + id).header("ETag");
        assertThat(mei.get("/api/media/" + id, "If-None-Match", tag).status()).isEqualTo(304);
    }

    @Test
    void whatCouldRunIsOnlyEverADownload() {
        byte[] page = PlainInspector.bytes("text/html", "<script>alert(1)</script>");
        Browser.Answer answer = mei.upload("/api/conversations/77001/media?kind=file", "../../报价.html", page);
        assertThat(answer.status()).isEqualTo(201);
        assertThat(answer.json().path("fileName").asString()).isEqualTo("报价.html");

        Browser.Answer content =
                mei.get("/api/media/" + answer.json().path("id").asString());

        assertThat(content.header("Content-Type")).isEqualTo("application/octet-stream");
        assertThat(content.header("Content-Disposition")).startsWith("attachment");
    }

    @Test
    void whatIsNotTakenIsRefusedByNameInBothLanguages() {
        refused(mei.upload(UPLOAD + "image", "p.png", picture(1001)), 413, "media.too_large", "1000");
        refused(
                mei.upload(UPLOAD + "image", "p.png", PlainInspector.bytes("text/html", "<b>")),
                415,
                "media.type_refused",
                "text/html");
        refused(
                mei.upload(UPLOAD + "image", "p.png", PlainInspector.bytes("image/gif", "")),
                415,
                "media.type_refused",
                "image/gif");
        refused(mei.upload(UPLOAD + "image", "p.png", new byte[0]), 422, "media.empty", "空");
        refused(mei.upload(UPLOAD + "video", "p.png", picture(50)), 415, "media.type_refused", "image/png");
        refused(mei.upload(UPLOAD + "hologram", "p.png", picture(50)), 400, "request.malformed", "");
        refused(
                mei.upload(UPLOAD + "image", "p.png", PlainInspector.bytes("image/png 40000x40000", "")),
                422,
                "media.too_many_pixels",
                "40,000");
        mei.speaking("en");
        refused(mei.upload(UPLOAD + "image", "p.png", new byte[0]), 422, "media.empty", "empty");
        assertThat(stranger().get("/api/media/1").status()).isEqualTo(401);
        assertThat(mei.get("/api/media/1").code()).isEqualTo("media.unknown");
        assertThat(mei.get("/api/media/x").code()).isEqualTo("media.unknown");
    }

    @Test
    void namesKeepNeitherFoldersNorMarksThatHideWhatTheyAre() {
        byte[] any = PlainInspector.bytes("application/octet-stream", "MZ");
        for (String name : List.of("a/../报价\u202Egpj.exe", "/etc/报价\u2066gpj.exe", "报\u200E价gpj.exe")) {
            Browser.Answer answer = mei.upload("/api/conversations/77001/media?kind=file", name, any);
            assertThat(answer.json().path("fileName").asString())
                    .as(answer.text())
                    .isEqualTo("报价gpj.exe");
        }
    }

    private static void refused(Browser.Answer answer, int status, String code, String words) {
        assertThat(answer.status()).as(answer.text()).isEqualTo(status);
        assertThat(answer.code()).isEqualTo(code);
        assertThat(answer.json().path("detail").asString()).contains(words);
    }

    @Test
    void anUploadedPictureIsSentAndShownWithItsMedia() {
        String id = uploaded("p.png", picture(100));
        OutboundContent content = new OutboundContent.Image(new MediaId(Long.parseLong(id)));
        Message sent = new Message(
                ID, 4, Author.agent(AGENT), new MessageContent.Sent(content), NOW, "c1", null, "t", Delivery.PENDING);
        when(commands.reply(eq(ID), eq(AGENT), eq("c1"), eq(content), anyString()))
                .thenReturn(new CommandResult.Written(sent, false));

        Browser.Answer answer = mei.post(
                "/api/conversations/77001/messages/content",
                Map.of("clientId", "c1", "kind", "image", "text", "", "fields", Map.of("media", id)));

        assertThat(answer.status()).as(answer.text()).isEqualTo(201);
        assertThat(answer.json().at("/content/kind").asString()).isEqualTo("image");
        assertThat(answer.json().at("/media/id").asString()).isEqualTo(id);
        assertThat(answer.json().at("/media/state").asString()).isEqualTo("stored");
    }

    @Test
    void whatTheChannelDoesNotCarryIsToldBeforeItIsSent() {
        var reply = mei.get("/api/conversations/77001/reply").json();

        assertThat(reply.path("converts").toString())
                .contains("{\"kind\":\"video\",\"form\":\"link\"}")
                .contains("{\"kind\":\"location\",\"form\":\"text\"}")
                .doesNotContain("\"image\"");
        assertThat(reply.path("linkSeconds").asLong()).isEqualTo(7 * 24 * 3600);
        assertThat(reply.path("media").toString()).contains("\"kind\":\"video\",\"maxBytes\":5000");
    }

    @Test
    void contentThatIsNotWholeOrNotCarriedIsRefused() {
        message("image", Map.of("media", "404"), "media.unknown");
        message("image", Map.of(), "message.incomplete");
        message("hologram", Map.of(), "message.incomplete");
        message("voice", Map.of("media", "1"), "media.unknown");
        message("published", Map.of("of", "coupon", "id", "1"), "message.kind_not_carried");
        message("articles", Map.of("0.title", "t", "0.url", "javascript:alert(1)"), "request.invalid");
        verifyNoInteractions(commands);
    }

    private void message(String kind, Map<String, String> fields, String code) {
        Browser.Answer answer = mei.post(
                "/api/conversations/77001/messages/content",
                Map.of("clientId", "c", "kind", kind, "text", "", "fields", fields));
        assertThat(answer.status()).as(answer.text()).isEqualTo(422);
        assertThat(answer.code()).isEqualTo(code);
    }

    @Test
    void aCustomersPictureIsPendingAtOnceAndExpiredWithItsReasonWhenLost() {
        Message picture = new Message(
                ID,
                2,
                Author.CUSTOMER,
                new MessageContent.Received(new InboundContent.Image("ref", null)),
                NOW,
                null,
                null,
                "t",
                null);
        when(queries.messagesBefore(eq(ID), anyInt(), anyInt())).thenReturn(List.of(picture));
        assertThat(media().at("/state").asString()).isEqualTo("pending");

        MediaItem item = new MediaItem(
                new MediaId(880),
                MediaKind.IMAGE,
                MediaState.PENDING,
                new MessageRef(ID, 2, account),
                NOW,
                "t",
                0,
                null,
                null,
                null);
        items.register(List.of(item));
        MediaItem claimed = items.claimDue(NOW, NOW.plusSeconds(9), 1).get(0);
        DeliveryProblem gone = new DeliveryProblem(DeliveryProblem.Reason.MEDIA_MISSING, "40007", "");
        items.end(
                new MediaItem(
                        claimed.id(),
                        claimed.kind(),
                        MediaState.EXPIRED,
                        claimed.message(),
                        NOW,
                        "t",
                        claimed.attempts(),
                        null,
                        null,
                        gone),
                NOW,
                1);

        assertThat(media().at("/state").asString()).isEqualTo("expired");
        assertThat(media().at("/problem").asString()).contains("平台上已没有");
        assertThat(mei.get("/api/media/880").status()).isEqualTo(404);
        assertThat(mei.post("/api/media/880/retry", "").status()).isEqualTo(204);
        assertThat(media().at("/state").asString()).isEqualTo("pending");
        assertThat(mei.post("/api/media/880/retry", "").code()).isEqualTo("media.not_lost");
        assertThat(mei.post("/api/media/881/retry", "").code()).isEqualTo("media.unknown");
    }

    private JsonNode media() {
        return mei.get("/api/conversations/77001/messages").json().at("/items/0/media");
    }

    @Test
    void theComposerIsToldWhatTheChannelCarries() {
        when(queries.identities(any())).thenReturn(List.of());
        var reply = mei.get("/api/conversations/77001").json().path("reply");
        assertThat(reply.path("sends").toString()).isEqualTo("[\"articles\",\"file\",\"image\",\"template\",\"text\"]");
        assertThat(reply.at("/media/1/kind").asString()).isEqualTo("image");
        assertThat(reply.at("/media/1/maxBytes").asLong()).isEqualTo(1000);
        assertThat(reply.path("showsTyping").asBoolean()).isTrue();
    }

    @Test
    void writingIsShownToTheCustomer() {
        assertThat(mei.post("/api/conversations/77001/typing", Map.of("typing", true))
                        .status())
                .isEqualTo(204);
        await().untilAsserted(() -> assertThat(channel.typed).contains("oMedia true"));
    }
}
