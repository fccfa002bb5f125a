package io.keshu.domain.conversion;

import static org.assertj.core.api.Assertions.assertThat;

import io.keshu.channels.api.AccountDescriptor;
import io.keshu.channels.api.ChannelAccount;
import io.keshu.channels.api.ChannelAccountId;
import io.keshu.channels.api.ChannelCapability;
import io.keshu.channels.api.ChannelType;
import io.keshu.channels.api.DeliveryProblem.Reason;
import io.keshu.channels.api.DeliveryResult;
import io.keshu.channels.api.LimitedText;
import io.keshu.channels.api.MediaId;
import io.keshu.channels.api.OutboundContent;
import io.keshu.channels.api.OutboundContent.Article;
import io.keshu.channels.api.OutboundContent.Option;
import io.keshu.channels.api.OutboundMessage;
import io.keshu.channels.api.TextLimit;
import io.keshu.channels.testkit.InMemoryChannelAccounts;
import io.keshu.channels.testkit.InMemoryMediaStore;
import io.keshu.domain.account.Channels;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

class ConversionTest {

    private static final ChannelAccountId DESK = new ChannelAccountId(1);

    private final InMemoryMediaStore media = new InMemoryMediaStore();
    private final MediaId picture = media.put("image/png", "photo.png", new byte[] {1});

    private Carriage carriage(OutboundContent content, ChannelCapability... capabilities) {
        return conversion(capabilities).of(content, DESK);
    }

    private Conversion conversion(ChannelCapability... capabilities) {
        Plain channel = new Plain(Set.of(capabilities));
        InMemoryChannelAccounts accounts = new InMemoryChannelAccounts()
                .put(new ChannelAccount(DESK, channel.type(), "desk", "短信", true, Map.of(), Map.of(), 1));
        return new Conversion(
                accounts, new Channels(List.of(channel)), media, id -> "https://hub.example.com/m/" + id.value());
    }

    @Test
    void what_the_channel_carries_leaves_as_it_is() {
        assertThat(carriage(new OutboundContent.Image(picture), ChannelCapability.SEND_IMAGE))
                .isEqualTo(new Carriage.AsItIs());
        assertThat(carriage(new OutboundContent.Text("好"), ChannelCapability.SEND_TEXT))
                .isEqualTo(new Carriage.AsItIs());
    }

    @Test
    void media_become_their_name_and_a_link() {
        assertThat(carriage(new OutboundContent.Image(picture), ChannelCapability.SEND_TEXT))
                .isEqualTo(new Carriage.AsText("photo.png\nhttps://hub.example.com/m/" + picture.value(), true));
        assertThat(carriage(new OutboundContent.Video(new MediaId(404), "开箱", "两分钟"), ChannelCapability.SEND_TEXT))
                .isEqualTo(new Carriage.AsText("开箱\n两分钟\nhttps://hub.example.com/m/404", true));
    }

    @Test
    void cards_places_and_questions_become_words() {
        assertThat(carriage(
                        new OutboundContent.Articles(List.of(
                                new Article("新品", "上市", "https://shop.example.com/new", null),
                                new Article("活动", "", "https://shop.example.com/sale", null))),
                        ChannelCapability.SEND_TEXT))
                .isEqualTo(new Carriage.AsText(
                        "新品\n上市\nhttps://shop.example.com/new\n\n活动\nhttps://shop.example.com/sale", false));
        assertThat(carriage(
                        new OutboundContent.Location(31.230416, 121.473701, "门店", "南京东路 1 号"),
                        ChannelCapability.SEND_TEXT))
                .isEqualTo(new Carriage.AsText("门店\n南京东路 1 号\n31.230416, 121.473701", false));
        assertThat(carriage(
                        new OutboundContent.Options("问什么？", List.of(new Option("a", "退款"), new Option("b", "换货")), ""),
                        ChannelCapability.SEND_TEXT))
                .isEqualTo(new Carriage.AsText("问什么？\n1. 退款\n2. 换货", false));
        assertThat(carriage(
                        new OutboundContent.Music("歌", "", "https://shop.example.com/song", null, picture),
                        ChannelCapability.SEND_TEXT))
                .isEqualTo(new Carriage.AsText("歌\nhttps://shop.example.com/song", false));
        assertThat(carriage(
                        new OutboundContent.MiniProgramPage("下单", "wx1", "pages/order", new MediaId(404)),
                        ChannelCapability.SEND_TEXT))
                .isEqualTo(new Carriage.AsText("下单\nhttps://hub.example.com/m/404", false));
    }

    @Test
    void what_words_cant_stand_for_and_what_has_no_words_to_leave_by_is_refused() {
        assertThat(carriage(new OutboundContent.Template("t", "", List.of(), null), ChannelCapability.SEND_TEXT))
                .isEqualTo(new Carriage.Refused(Reason.KIND_NOT_CARRIED));
        assertThat(carriage(
                        new OutboundContent.Published(OutboundContent.PublishedKind.COUPON, "c", "券"),
                        ChannelCapability.SEND_TEXT))
                .isEqualTo(new Carriage.Refused(Reason.KIND_NOT_CARRIED));
        assertThat(carriage(new OutboundContent.Image(picture), ChannelCapability.SEND_TEMPLATE))
                .isEqualTo(new Carriage.Refused(Reason.KIND_NOT_CARRIED));
        assertThat(carriage(new OutboundContent.Video(picture, "长".repeat(200), ""), ChannelCapability.SEND_TEXT))
                .isEqualTo(new Carriage.Refused(Reason.CONTENT_TOO_LONG));
    }

    @Test
    void what_will_be_converted_is_told_before() {
        assertThat(conversion(ChannelCapability.SEND_TEXT, ChannelCapability.SEND_IMAGE)
                        .converted(DESK))
                .containsEntry(ChannelCapability.SEND_FILE, Conversion.Form.LINK)
                .containsEntry(ChannelCapability.SEND_LOCATION, Conversion.Form.TEXT)
                .doesNotContainKeys(ChannelCapability.SEND_IMAGE, ChannelCapability.SEND_TEMPLATE);
        assertThat(conversion(ChannelCapability.SEND_TEMPLATE).converted(DESK)).isEmpty();
    }

    private record Plain(Set<ChannelCapability> capabilities) implements LimitedText {

        @Override
        public TextLimit textLimit() {
            return new TextLimit(150, TextLimit.Unit.CHARS);
        }

        @Override
        public ChannelType type() {
            return new ChannelType("plain");
        }

        @Override
        public AccountDescriptor accountDescriptor() {
            return new AccountDescriptor(type(), false, List.of());
        }

        @Override
        public DeliveryResult deliver(OutboundMessage message) {
            return new DeliveryResult.Accepted(null);
        }
    }
}
