package io.keshu.bot;

import static io.keshu.bot.rule.RuleBuilder.rule;
import static org.assertj.core.api.Assertions.assertThat;

import io.keshu.bot.rule.Answer;
import io.keshu.bot.rule.Answer.ArticleCard;
import io.keshu.channels.api.AccountDescriptor;
import io.keshu.channels.api.Channel;
import io.keshu.channels.api.ChannelAccount;
import io.keshu.channels.api.ChannelAccountId;
import io.keshu.channels.api.ChannelCapability;
import io.keshu.channels.api.ChannelType;
import io.keshu.channels.api.DeliveryResult;
import io.keshu.channels.api.MediaId;
import io.keshu.channels.api.OutboundContent;
import io.keshu.channels.api.OutboundMessage;
import io.keshu.channels.testkit.InMemoryChannelAccounts;
import io.keshu.channels.testkit.InMemoryMediaStore;
import io.keshu.domain.account.Channels;
import io.keshu.domain.conversion.Conversion;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

class AnswerTextsTest {

    private static final ChannelAccountId SHOP = new ChannelAccountId(1);
    private static final Answer CARDS = Answer.articles(
            new ArticleCard("新品", "上市", "https://shop.example.com/new", "https://shop.example.com/new.png"),
            new ArticleCard("活动", "", "https://shop.example.com/sale", ""));
    private static final Answer QUESTION = Answer.options("要问什么？", "退款", "换货");

    private static List<OutboundContent> says(Answer answer, ChannelCapability... capabilities) {
        Shop shop = new Shop(Set.of(capabilities));
        InMemoryChannelAccounts accounts = new InMemoryChannelAccounts()
                .put(new ChannelAccount(SHOP, shop.type(), "shop", "小店", true, Map.of(), Map.of(), 1));
        return new AnswerTexts(accounts, conversion(accounts, shop), account -> Optional.of("请选：\n1. 时间"))
                .of(List.of(rule(1).says(answer).build()), SHOP, Optional::empty);
    }

    private static Conversion conversion(InMemoryChannelAccounts accounts, Shop shop) {
        return new Conversion(
                accounts,
                new Channels(List.of(shop)),
                new InMemoryMediaStore(),
                media -> "https://hub.example.com/m/" + media.value());
    }

    @Test
    void each_card_is_a_message_where_the_channel_has_cards() {
        assertThat(says(CARDS, ChannelCapability.SEND_TEXT, ChannelCapability.SEND_ARTICLES))
                .containsExactly(
                        new OutboundContent.Articles(List.of(new OutboundContent.Article(
                                "新品", "上市", "https://shop.example.com/new", "https://shop.example.com/new.png"))),
                        new OutboundContent.Articles(
                                List.of(new OutboundContent.Article("活动", "", "https://shop.example.com/sale", null))));
    }

    @Test
    void cards_are_one_text_with_their_addresses_where_it_has_none() {
        assertThat(says(CARDS, ChannelCapability.SEND_TEXT))
                .containsExactly(new OutboundContent.Text(
                        "新品\n上市\nhttps://shop.example.com/new\n\n活动\nhttps://shop.example.com/sale"));
    }

    @Test
    void a_question_is_tapped_where_the_channel_can_and_numbered_elsewhere() {
        assertThat(says(QUESTION, ChannelCapability.SEND_TEXT, ChannelCapability.SEND_OPTIONS))
                .containsExactly(new OutboundContent.Options(
                        "要问什么？",
                        List.of(new OutboundContent.Option("退款", "退款"), new OutboundContent.Option("换货", "换货")),
                        ""));
        assertThat(says(QUESTION, ChannelCapability.SEND_TEXT))
                .containsExactly(new OutboundContent.Text("要问什么？\n1. 退款\n2. 换货"));
    }

    @Test
    void media_and_pages_leave_as_they_are_where_the_channel_carries_them_and_as_links_elsewhere() {
        MediaId media = new MediaId(5);
        Answer page = Answer.miniProgram("下单", "wx1", "pages/order", "5");
        assertThat(says(Answer.media(Answer.Kind.IMAGE, "5"), ChannelCapability.SEND_IMAGE))
                .containsExactly(new OutboundContent.Image(media));
        assertThat(says(Answer.media(Answer.Kind.VOICE, "5"), ChannelCapability.SEND_VOICE))
                .containsExactly(new OutboundContent.Voice(media));
        assertThat(says(Answer.media(Answer.Kind.VIDEO, "5"), ChannelCapability.SEND_VIDEO))
                .containsExactly(new OutboundContent.Video(media, "", ""));
        assertThat(says(page, ChannelCapability.SEND_MINI_PROGRAM))
                .containsExactly(new OutboundContent.MiniProgramPage("下单", "wx1", "pages/order", media));
        assertThat(says(Answer.media(Answer.Kind.IMAGE, "5"), ChannelCapability.SEND_TEXT))
                .containsExactly(new OutboundContent.Text("https://hub.example.com/m/5"));
        assertThat(says(page, ChannelCapability.SEND_TEXT))
                .containsExactly(new OutboundContent.Text("下单\nhttps://hub.example.com/m/5"));
    }

    @Test
    void a_link_is_a_card_where_the_channel_has_cards_and_a_text_elsewhere() {
        Answer link = Answer.link("官网", "", "https://shop.example.com");
        assertThat(says(link, ChannelCapability.SEND_TEXT, ChannelCapability.SEND_ARTICLES))
                .containsExactly(new OutboundContent.Articles(
                        List.of(new OutboundContent.Article("官网", "", "https://shop.example.com", null))));
        assertThat(says(link, ChannelCapability.SEND_TEXT))
                .containsExactly(new OutboundContent.Text("官网\nhttps://shop.example.com"));
    }

    @Test
    void the_menu_is_written_out_below_what_stands_above_it() {
        assertThat(says(Answer.menu("需要什么？"), ChannelCapability.SEND_TEXT))
                .containsExactly(new OutboundContent.Text("需要什么？\n\n请选：\n1. 时间"));
    }

    private record Shop(Set<ChannelCapability> capabilities) implements Channel {

        @Override
        public ChannelType type() {
            return new ChannelType("shop");
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
