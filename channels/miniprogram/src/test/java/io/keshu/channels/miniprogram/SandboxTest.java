package io.keshu.channels.miniprogram;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.keshu.channels.api.ChannelAccount;
import io.keshu.channels.api.ChannelAddress;
import io.keshu.channels.api.ConnectionCheck.Connected;
import io.keshu.channels.api.DeliveryProblem.Reason;
import io.keshu.channels.api.DeliveryResult;
import io.keshu.channels.api.ExternalUserId;
import io.keshu.channels.api.InboundContent;
import io.keshu.channels.api.InboundContent.ConsentAnswer;
import io.keshu.channels.api.InboundContent.TemplateConsent;
import io.keshu.channels.api.MediaFetch;
import io.keshu.channels.api.MediaId;
import io.keshu.channels.api.OutboundContent;
import io.keshu.channels.api.OutboundContent.Article;
import io.keshu.channels.api.OutboundContent.TemplateLink;
import io.keshu.channels.api.OutboundContent.TemplateValue;
import io.keshu.channels.api.ProviderAnswer;
import io.keshu.channels.api.ProviderProblem;
import io.keshu.channels.api.TemplateAnswer;
import io.keshu.channels.api.TemplateField;
import io.keshu.channels.sandbox.fault.ApiFault;
import io.keshu.channels.sandbox.mini.MiniTemplates;
import io.keshu.channels.sandbox.push.PushForm;
import io.keshu.channels.sandbox.world.ChatEntry;
import io.keshu.channels.sandbox.world.PushMode;
import io.keshu.channels.sandbox.world.TemplateEnd;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Stream;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Both directions over HTTP, between the channel and a WeChat that shares no code with it. */
class SandboxTest {

    private final Shop shop = new Shop();

    @AfterEach
    void close() {
        shop.close();
    }

    private static Stream<Arguments> everyWay() {
        return Stream.of(PushMode.values())
                .flatMap(mode -> Stream.of(PushForm.values()).map(form -> Arguments.of(mode, form)));
    }

    private List<InboundContent> received(int count) {
        await().until(() -> shop.sandbox.mini().pusher().state().pending() == 0);
        assertThat(shop.sandbox.mini().pusher().state().failed()).isZero();
        assertThat(shop.sink.stored()).hasSize(count);
        return shop.sink.stored().stream().map(envelope -> envelope.content()).toList();
    }

    private List<ChatEntry> fromUs() {
        return shop.anna.chat().after(0).stream()
                .filter(entry -> entry.via() != null)
                .toList();
    }

    private static void unreachable(DeliveryResult result, Reason reason, String code) {
        assertThat(result).isInstanceOfSatisfying(DeliveryResult.Unreachable.class, end -> {
            assertThat(end.problem().reason()).isEqualTo(reason);
            assertThat(end.problem().providerCode()).isEqualTo(code);
        });
    }

    private static void rejected(DeliveryResult result, Reason reason) {
        assertThat(result)
                .isInstanceOfSatisfying(
                        DeliveryResult.Rejected.class,
                        end -> assertThat(end.problem().reason()).isEqualTo(reason));
    }

    @ParameterizedTest
    @MethodSource("everyWay")
    void whatACustomerDoesArrivesInEveryModeAndForm(PushMode mode, PushForm form) {
        shop.mode(mode);
        shop.sandbox.mini().tellIn(form);

        shop.sandbox.mini().enter(shop.there, shop.anna, "商品 ]]> & 1024");
        shop.sandbox.mini().write(shop.there, shop.anna, "在吗 ]]> & <b> 👍");
        shop.sandbox.mini().sendPage(shop.there, shop.anna, "白茶", "pages/item?id=1");
        shop.sandbox.mini().answerPopup(shop.there, shop.anna, Map.of(MiniTemplates.PROGRESS.id(), true));

        assertThat(received(4))
                .contains(
                        new InboundContent.Entered(Map.of("from", "商品 ]]> & 1024")),
                        new InboundContent.Text("在吗 ]]> & <b> 👍"),
                        new InboundContent.Card("白茶", Map.of("path", "pages/item?id=1", "appId", Shop.APP_ID)),
                        new InboundContent.TemplateConsents(
                                List.of(new TemplateConsent(MiniTemplates.PROGRESS.id(), ConsentAnswer.GIVEN))));
    }

    @Test
    void theAddressIsTheAccounts() {
        assertThat(shop.sandbox.mini().pusher().check(shop.there).ok()).isTrue();
    }

    @Test
    void enteringAllowsTwoAnswersAndWritingFive() {
        unreachable(shop.send("too early"), Reason.WINDOW_CLOSED, "45015");
        shop.sandbox.mini().enter(shop.there, shop.anna, "");
        assertThat(shop.send("欢迎")).isInstanceOf(DeliveryResult.Accepted.class);
        assertThat(shop.send("要看什么？")).isInstanceOf(DeliveryResult.Accepted.class);
        unreachable(shop.send("one too many"), Reason.REPLY_QUOTA_USED, "45047");

        shop.sandbox.mini().write(shop.there, shop.anna, "有货吗");
        for (int i = 0; i < 5; i++) {
            assertThat(shop.send("answer " + i)).isInstanceOf(DeliveryResult.Accepted.class);
        }
        unreachable(shop.send("one too many"), Reason.REPLY_QUOTA_USED, "45047");
        assertThat(fromUs()).hasSize(7);
    }

    private MediaId picture() throws IOException {
        ByteArrayOutputStream png = new ByteArrayOutputStream();
        ImageIO.write(new BufferedImage(8, 8, BufferedImage.TYPE_INT_RGB), "png", png);
        return shop.media.put("image/png", "图.png", png.toByteArray());
    }

    @Test
    void linksPicturesAndPagesStandOnThePhone() throws IOException {
        shop.sandbox.mini().write(shop.there, shop.anna, "有货吗");

        shop.send(new OutboundContent.Articles(List.of(new Article("新品", "上市", "https://example.com/new", null))));
        shop.send(new OutboundContent.Image(picture()));
        shop.send(new OutboundContent.MiniProgramPage("商城", Shop.APP_ID, "pages/index", picture()));

        assertThat(fromUs()).extracting(ChatEntry::type).containsExactly("link", "image", "miniprogrampage");
        assertThat(fromUs().get(0).text()).contains("新品", "https://example.com/new");
        assertThat(fromUs().get(2).text()).contains("pages/index");
    }

    @Test
    void whatAMiniProgramCanNotShowIsRefusedBeforeItLeaves() throws IOException {
        shop.sandbox.mini().write(shop.there, shop.anna, "有货吗");

        rejected(
                shop.send(new OutboundContent.MiniProgramPage("别家", "wxffffffffffffffff", "pages/index", picture())),
                Reason.CONTENT_REFUSED);
        rejected(
                shop.send(new OutboundContent.Articles(List.of(
                        new Article("一", "", "https://example.com/1", null),
                        new Article("二", "", "https://example.com/2", null)))),
                Reason.CONTENT_TOO_LONG);
        rejected(
                shop.send(new OutboundContent.Template(
                        MiniTemplates.PROGRESS.id(),
                        "",
                        Shop.progress().values(),
                        new TemplateLink("https://example.com", null, null))),
                Reason.CONTENT_REFUSED);
        assertThat(fromUs()).isEmpty();
    }

    @Test
    void templatesAreListedWithWhatTheirFieldsTake() {
        assertThat(shop.channel.templates(Shop.ID)).isInstanceOfSatisfying(TemplateAnswer.Given.class, given -> {
            assertThat(given.templates()).extracting(template -> template.id()).hasSize(2);
            assertThat(given.templates().get(0).linked()).isFalse();
            assertThat(given.templates().get(0).fields())
                    .extracting(TemplateField::label)
                    .containsExactly("订单号", "商品", "快递公司");
        });
    }

    @Test
    void oneConsentIsOneMessageAndItsEndIsTold() {
        unreachable(shop.send(Shop.progress()), Reason.REFUSED_BY_CUSTOMER, "43101");

        shop.anna.consent(MiniTemplates.PROGRESS.id());
        shop.set("templatePage", "pages/order/order");
        DeliveryResult sent = shop.send(Shop.progress());
        unreachable(shop.send(Shop.progress()), Reason.REFUSED_BY_CUSTOMER, "43101");

        String id = ((DeliveryResult.Accepted) sent).providerMessageId();
        assertThat(id).matches("\\d+");
        assertThat(received(1)).containsExactly(new InboundContent.DeliveryReceipt(id, null, "success"));
        assertThat(fromUs()).singleElement().satisfies(entry -> {
            assertThat(entry.type()).isEqualTo("template");
            assertThat(entry.text()).contains("更换灯罩", "已寄出");
        });
    }

    @Test
    void aMessageThatTheCustomerBlockedIsToldAsRefused() {
        shop.anna.consent(MiniTemplates.PROGRESS.id());
        shop.anna.templatesEnd(TemplateEnd.BLOCKED);
        DeliveryResult sent = shop.send(Shop.progress());

        String id = ((DeliveryResult.Accepted) sent).providerMessageId();
        assertThat(received(1))
                .containsExactly(new InboundContent.DeliveryReceipt(
                        id, Reason.REFUSED_BY_CUSTOMER, TemplateEnd.BLOCKED.status()));
    }

    @Test
    void whatATemplateIsFilledWithIsCheckedByWechatToo() {
        shop.anna.consent(MiniTemplates.PROGRESS.id());
        rejected(
                shop.send(new OutboundContent.Template(
                        MiniTemplates.PROGRESS.id(),
                        "",
                        List.of(
                                new TemplateValue("thing1", "", "x".repeat(21)),
                                new TemplateValue("phrase2", "", "已寄出")),
                        null)),
                Reason.TEMPLATE_DATA_REFUSED);
        rejected(shop.send(new OutboundContent.Template("gone", "", List.of(), null)), Reason.TEMPLATE_UNKNOWN);
        assertThat(shop.anna.consents()).containsEntry(MiniTemplates.PROGRESS.id(), 1);
    }

    @Test
    void typingShowsAfterAnExchange() {
        ChannelAddress anna = new ChannelAddress(Shop.ID, new ExternalUserId(shop.anna.openid()));
        shop.channel.typing(anna, true);
        assertThat(typing()).isFalse();

        shop.sandbox.mini().write(shop.there, shop.anna, "在吗");
        shop.channel.typing(anna, true);
        assertThat(typing()).isTrue();
        shop.channel.typing(anna, false);
        assertThat(typing()).isFalse();
    }

    private boolean typing() {
        return shop.anna.chat().typing(shop.sandbox.world().clock().instant());
    }

    @Test
    void aPictureOfTheCustomersIsFetchedByItsReference() {
        byte[] png = {(byte) 0x89, 'P', 'N', 'G', 1, 2, 3};
        String id = shop.there
                .media()
                .add("image", "image/png", png, shop.sandbox.world().clock().instant())
                .id();
        AtomicReference<byte[]> fetched = new AtomicReference<>();

        assertThat(shop.channel.fetchMedia(Shop.ID, id, (name, body) -> fetched.set(body.readAllBytes())))
                .isInstanceOf(MediaFetch.Fetched.class);
        assertThat(fetched.get()).isEqualTo(png);
        assertThat(shop.channel.fetchMedia(Shop.ID, "gone", (name, body) -> fetched.set(body.readAllBytes())))
                .isInstanceOf(MediaFetch.Expired.class);
    }

    @Test
    void theConnectionIsTriedWithWhatTheFormHolds() {
        ChannelAccount account = shop.accounts.find(Shop.ID).orElseThrow();
        assertThat(shop.channel.checkConnection(account))
                .isInstanceOfSatisfying(
                        ProviderAnswer.Given.class,
                        given ->
                                assertThat(((Connected) given.value()).detail()).contains("2"));
        ChannelAccount wrong = new ChannelAccount(
                Shop.ID,
                account.type(),
                Shop.KEY,
                "",
                true,
                account.settings(),
                Map.of("appSecret", "another-secret"),
                9);
        assertThat(shop.channel.checkConnection(wrong))
                .isInstanceOfSatisfying(
                        ProviderAnswer.Failed.class,
                        failed -> assertThat(failed.problem().reason()).isEqualTo(ProviderProblem.Reason.BAD_SECRET));
    }

    private void strike(String path, int errcode) {
        shop.sandbox
                .faults()
                .add(new ApiFault(null, path, ApiFault.Answer.ERRCODE, errcode, 200, 0, ApiFault.When.BEFORE, 1, 1));
    }

    @ParameterizedTest
    @ValueSource(ints = {40001, 40014, 42001})
    void aRefusedTokenIsRenewedOnce(int errcode) {
        shop.sandbox.mini().write(shop.there, shop.anna, "在吗");
        strike("/mini-api/cgi-bin/message/custom/send", errcode);

        assertThat(shop.send("在")).isInstanceOf(DeliveryResult.Accepted.class);
    }

    @Test
    void aBusyWechatIsAskedAgainLaterAndSaysNothingTwice() {
        shop.sandbox.mini().write(shop.there, shop.anna, "在吗");
        strike("/mini-api/cgi-bin/message/custom/send", -1);

        assertThat(shop.send("在")).isInstanceOf(DeliveryResult.RetryLater.class);
        assertThat(fromUs()).isEmpty();
    }
}
