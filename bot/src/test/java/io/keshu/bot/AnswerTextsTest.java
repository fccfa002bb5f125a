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
import io.keshu.channels.api.OutboundContent;
import io.keshu.channels.api.OutboundMessage;
import io.keshu.channels.testkit.InMemoryChannelAccounts;
import io.keshu.domain.account.Channels;
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
        return new AnswerTexts(accounts, new Channels(List.of(shop)))
                .of(List.of(rule(1).says(answer).build()), SHOP, Optional::empty);
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
