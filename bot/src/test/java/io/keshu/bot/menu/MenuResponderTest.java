package io.keshu.bot.menu;

import static io.keshu.bot.menu.MenuTown.PHONE;
import static io.keshu.bot.menu.MenuTown.SHOP;
import static org.assertj.core.api.Assertions.assertThat;

import io.keshu.channels.api.ChannelAccountId;
import io.keshu.channels.api.ExternalMessageId;
import io.keshu.channels.api.ExternalUserId;
import io.keshu.channels.api.InboundContent;
import io.keshu.channels.api.OutboundContent;
import io.keshu.domain.agent.AgentGroup;
import io.keshu.domain.agent.AgentGroupId;
import io.keshu.domain.agent.AgentGroupRef;
import io.keshu.domain.agent.AgentId;
import io.keshu.domain.autoreply.AutoAnswer;
import io.keshu.domain.autoreply.AutoReplyTask;
import io.keshu.domain.autoreply.AutoResponder;
import io.keshu.domain.autoreply.OverdueTask;
import io.keshu.domain.conversation.ConversationId;
import io.keshu.domain.lock.Lane;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class MenuResponderTest {

    private static final AgentGroupRef AFTER_SALES = new AgentGroupRef(new AgentGroupId(5), "售后组");

    private static final Menu MENU = new Menu(
            "请选：",
            List.of(
                    MenuItem.reply("a", "时间", "9 点开门"),
                    new MenuItem("b", "人工", MenuItem.Action.REPLY, "请稍候", true, "AGENT", "", "", "", "", List.of()),
                    new MenuItem(
                            "e",
                            "更多",
                            MenuItem.Action.SUBMENU,
                            "",
                            false,
                            "",
                            "",
                            "",
                            "",
                            "",
                            List.of(
                                    to("c", "售后", MenuItem.Action.GROUP, "马上转售后", "5"),
                                    to("d", "活动", MenuItem.Action.RULE, "", "1")))),
            List.of());

    private final MenuTown town = new MenuTown();
    private boolean greets = true;
    private AutoAnswer greeting = says("您好", false);
    private boolean ruleIsOn = true;
    private final ChosenRules rules = new ChosenRules() {
        @Override
        public boolean fires(String rule) {
            return ruleIsOn && rule.equals("1");
        }

        @Override
        public AutoAnswer fire(AutoReplyTask task, String rule) {
            return says("规则 " + rule, false);
        }
    };
    private final AutoResponder responder = responder(new AutoResponder() {
        @Override
        public boolean mayAnswer(ChannelAccountId account, InboundContent content, int botReplies) {
            return greets && botReplies == 0;
        }

        @Override
        public AutoAnswer answer(AutoReplyTask task) {
            return greeting;
        }

        @Override
        public List<Duration> waits() {
            return List.of(Duration.ofMinutes(5));
        }

        @Override
        public AutoAnswer overdue(OverdueTask task) {
            return says("还请稍等", false);
        }
    });

    private AutoResponder responder(AutoResponder others) {
        return new MenuResponder(town.book, town.channels, town.stores.groups(), rules, others);
    }

    private static MenuItem to(String id, String name, MenuItem.Action action, String text, String value) {
        return new MenuItem(id, name, action, text, false, id, "", "", "", value, List.of());
    }

    MenuResponderTest() {
        town.stores.groups().insert(new AgentGroup(AFTER_SALES.id(), "售后组", 1, new AgentId(1), Instant.EPOCH), 10);
        for (ChannelAccountId account : List.of(SHOP, PHONE)) {
            town.menus().saveDraft(account, MENU, 0, new AgentId(1));
            town.menus().publish(account, 1, 0, new AgentId(1));
        }
    }

    @AfterEach
    void close() {
        town.close();
    }

    private AutoAnswer answer(ChannelAccountId account, InboundContent content, int botReplies) {
        assertThat(responder.mayAnswer(account, content, botReplies)).isTrue();
        boolean asks = content instanceof InboundContent.Text;
        return responder.answer(new AutoReplyTask(
                new ConversationId(1),
                Lane.of(account, new ExternalUserId("u")),
                account,
                new ExternalMessageId("1"),
                1,
                content,
                asks,
                botReplies,
                false,
                Instant.EPOCH,
                "t"));
    }

    private static AutoAnswer says(String text, boolean handOver) {
        return new AutoAnswer.Reply(new OutboundContent.Text(text), handOver);
    }

    private static InboundContent text(String text) {
        return new InboundContent.Text(text);
    }

    @Test
    void aTapIsAnsweredHoweverOftenItComes() {
        assertThat(answer(SHOP, new InboundContent.MenuClick("CLICK", "a"), 0)).isEqualTo(says("9 点开门", false));
        assertThat(answer(SHOP, new InboundContent.MenuClick("CLICK", "AGENT"), 7))
                .isEqualTo(says("请稍候", true));
    }

    @Test
    void aTapReadsAsItsButtonDidUnlessAccountsCallItDifferently() {
        assertThat(town.menus().nameOf("a")).contains("时间");
        town.menus()
                .saveDraft(SHOP, new Menu("", List.of(MenuItem.reply("a", "钟点", "x")), List.of()), 1, new AgentId(1));
        town.menus().publish(SHOP, 2, 1, new AgentId(1));

        assertThat(town.menus().nameOf("a")).isEmpty();
        assertThat(town.menus().nameOf("AGENT")).contains("人工");
    }

    @Test
    void aTapOnAMenuThatWasJustReplacedIsStillAnsweredAndAnUnknownOneIsNot() {
        town.menus()
                .saveDraft(SHOP, new Menu("", List.of(MenuItem.reply("n", "新", "新的")), List.of()), 1, new AgentId(1));
        town.menus().publish(SHOP, 2, 1, new AgentId(1));

        assertThat(answer(SHOP, new InboundContent.MenuClick("CLICK", "a"), 3)).isEqualTo(says("9 点开门", false));
        assertThat(responder.mayAnswer(SHOP, new InboundContent.MenuClick("CLICK", "elsewhere"), 3))
                .isFalse();
    }

    @Test
    void whereTheChannelHasNoMenuTheGreetingIsFollowedByItInWordsAndANumberIsATap() {
        assertThat(answer(PHONE, text("在吗"), 0)).isEqualTo(says("您好\n\n请选：\n1. 时间\n2. 人工\n\n更多\n3. 售后\n4. 活动", false));
        assertThat(answer(PHONE, text("１"), 1)).isEqualTo(says("9 点开门", false));
        assertThat(answer(PHONE, text("2."), 2)).isEqualTo(says("请稍候", true));
        assertThat(answer(PHONE, text("菜单"), 3)).isEqualTo(says("请选：\n1. 时间\n2. 人工\n\n更多\n3. 售后\n4. 活动", false));
    }

    @Test
    void theMenuFollowsTheLastOfSeveralMessagesAndStandsAloneWhereItDoesNotFitBelow() {
        OutboundContent place = new OutboundContent.Location(31.2, 121.5, "小店", "南京路");
        OutboundContent hello = new OutboundContent.Text("您好");
        OutboundContent list = new OutboundContent.Text("请选：\n1. 时间\n2. 人工\n\n更多\n3. 售后\n4. 活动");

        greeting = new AutoAnswer.Reply(List.of(place, hello), false);
        assertThat(answer(PHONE, text("在吗"), 0))
                .isEqualTo(new AutoAnswer.Reply(
                        List.of(place, new OutboundContent.Text("您好\n\n请选：\n1. 时间\n2. 人工\n\n更多\n3. 售后\n4. 活动")),
                        false));

        greeting = new AutoAnswer.Reply(List.of(hello, place), false);
        assertThat(answer(PHONE, text("在吗"), 0)).isEqualTo(new AutoAnswer.Reply(List.of(hello, place, list), false));
    }

    @Test
    void aTapLeadsToAGroupOrFiresARule() {
        AutoAnswer handedOver = new AutoAnswer.Reply(List.of(new OutboundContent.Text("马上转售后")), true, AFTER_SALES);
        assertThat(answer(SHOP, new InboundContent.MenuClick("CLICK", "c"), 3)).isEqualTo(handedOver);
        assertThat(answer(PHONE, text("3"), 1)).isEqualTo(handedOver);
        assertThat(answer(SHOP, new InboundContent.MenuClick("CLICK", "d"), 3)).isEqualTo(says("规则 1", false));
        assertThat(answer(PHONE, text("活动"), 1)).isEqualTo(says("规则 1", false));

        ruleIsOn = false;
        assertThat(responder.mayAnswer(SHOP, new InboundContent.MenuClick("CLICK", "d"), 3))
                .isFalse();
        assertThat(responder.mayAnswer(PHONE, text("活动"), 1)).isFalse();
    }

    @Test
    void aRuleThatHandsOverDoesSoThoughThereIsAMenuToWriteOut() {
        greeting = says("马上来人", true);
        assertThat(answer(PHONE, text("人呢"), 0)).isEqualTo(greeting);

        greeting = new AutoAnswer.HandOver(AFTER_SALES);
        assertThat(answer(PHONE, text("人呢"), 0)).isEqualTo(greeting);
    }

    @Test
    void aTapThatTheMenuAnswersIsLeftToNobodyElse() {
        assertThat(answer(SHOP, new InboundContent.MenuClick("CLICK", "a"), 0)).isEqualTo(says("9 点开门", false));
        greets = false;
        assertThat(responder.mayAnswer(SHOP, new InboundContent.MenuClick("CLICK", "elsewhere"), 0))
                .isFalse();
        greets = true;
        assertThat(answer(SHOP, new InboundContent.MenuClick("CLICK", "elsewhere"), 0))
                .isEqualTo(says("您好", false));
    }

    @Test
    void customersWhoWaitForAnAgentAreTheOthersConcern() {
        assertThat(responder.waits()).containsExactly(Duration.ofMinutes(5));
        assertThat(responder.overdue(new OverdueTask(new ConversationId(1), SHOP, Duration.ofMinutes(5), 0, false)))
                .isEqualTo(says("还请稍等", false));
    }

    @Test
    void whatIsNoChoiceGoesToTheAgents() {
        assertThat(responder.mayAnswer(PHONE, text("我的货坏了"), 1)).isFalse();
        assertThat(responder.mayAnswer(PHONE, text("5"), 1)).isFalse();
    }

    @Test
    void withoutAGreetingTheMenuStandsAlone() {
        greets = false;
        assertThat(answer(PHONE, text("在吗"), 0)).isEqualTo(says("请选：\n1. 时间\n2. 人工\n\n更多\n3. 售后\n4. 活动", false));
    }

    @Test
    void whereTheChannelHasAMenuNothingIsWrittenOut() {
        assertThat(answer(SHOP, text("1"), 0)).isEqualTo(says("您好", false));
        assertThat(responder.mayAnswer(SHOP, text("1"), 1)).isFalse();
    }
}
