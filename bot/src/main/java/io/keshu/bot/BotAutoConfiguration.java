package io.keshu.bot;

import io.keshu.bot.audience.Audience;
import io.keshu.bot.audience.AudienceConfiguration;
import io.keshu.bot.menu.MenuConfiguration;
import io.keshu.bot.menu.MenuConfiguration.MenuFirst;
import io.keshu.bot.scene.SceneConfiguration;
import io.keshu.bot.store.RuleHits;
import io.keshu.bot.store.RuleList;
import io.keshu.bot.store.RuleStore;
import io.keshu.channels.api.ChannelAccounts;
import io.keshu.channels.api.MediaStore;
import io.keshu.channels.api.OpeningHours;
import io.keshu.domain.account.Channels;
import io.keshu.domain.agent.AgentGroupStore;
import io.keshu.domain.autoreply.AutoResponder;
import io.keshu.domain.conversation.ConversationQueries;
import io.keshu.domain.conversion.Conversion;
import io.keshu.domain.id.IdGenerator;
import java.time.Clock;
import javax.sql.DataSource;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Import;

/** The bot as beans: {@link AutoReplyRules} for the console, and the port that the pipeline asks. */
@AutoConfiguration
@Import({MenuConfiguration.class, AudienceConfiguration.class, SceneConfiguration.class})
public class BotAutoConfiguration {

    @Bean
    AutoReplyRules autoReplyRules(
            DataSource dataSource,
            Channels channels,
            ChannelAccounts accounts,
            AgentGroupStore groups,
            MediaStore media,
            Conversion conversion,
            IdGenerator ids,
            Clock clock) {
        return new AutoReplyRules(
                new RuleStore(dataSource),
                new RuleList(dataSource),
                new CheckedAgainst(channels, accounts, groups, media, conversion),
                ids,
                clock);
    }

    /** The hours are the hub's, whichever account asks. */
    @Bean
    OpeningHours openingHours(AutoReplyRules rules) {
        return account -> rules.openNow();
    }

    @Bean
    RuleHits ruleHits(DataSource dataSource) {
        return new RuleHits(dataSource);
    }

    /** A lifecycle, so that it reads for the first time when all beans are there and the tables with them. */
    @Bean
    RuleWatch ruleWatch(AutoReplyRules rules) {
        return new RuleWatch(rules);
    }

    @Bean
    AutoResponder autoResponder(
            AutoReplyRules rules,
            ChannelAccounts accounts,
            Channels channels,
            Conversion conversion,
            ConversationQueries conversations,
            AgentGroupStore groups,
            Audience audience,
            Clock clock,
            MenuFirst menus) {
        RuleResponder responder = new RuleResponder(
                rules,
                new AnswerTexts(accounts, conversion, menus::writtenOut),
                new AnswerGuard(),
                accounts,
                channels,
                conversations,
                groups,
                audience::tagNamesOf,
                clock);
        return menus.before(responder, responder);
    }
}
