package io.keshu.bot.menu;

import io.keshu.bot.store.RuleStore;
import io.keshu.channels.api.ChannelAccountId;
import io.keshu.channels.api.ChannelAccounts;
import io.keshu.domain.account.Channels;
import io.keshu.domain.agent.AgentGroupStore;
import io.keshu.domain.autoreply.AutoResponder;
import java.time.Clock;
import java.util.Optional;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import javax.sql.DataSource;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.transaction.PlatformTransactionManager;

/** The menus as beans: {@link Menus} for the console, the destination of facts, and what wraps the bot. */
@Configuration(proxyBeanMethods = false)
public class MenuConfiguration {

    /** Reading and renewing never wait for a publication that is being settled. */
    private static final int THREADS = 2;

    @Bean
    MenuStore menuStore(DataSource dataSource, PlatformTransactionManager transactions) {
        return new MenuStore(dataSource, transactions);
    }

    @Bean
    AccountChannels accountChannels(ChannelAccounts accounts, Channels channels) {
        return new AccountChannels(accounts, channels);
    }

    @Bean(destroyMethod = "shutdownNow")
    ScheduledExecutorService menuClockwork() {
        ScheduledThreadPoolExecutor clockwork = new ScheduledThreadPoolExecutor(THREADS, work -> {
            Thread thread = Executors.defaultThreadFactory().newThread(work);
            thread.setName("keshu-menus");
            thread.setDaemon(true);
            return thread;
        });
        clockwork.setRemoveOnCancelPolicy(true);
        return clockwork;
    }

    @Bean
    MenuPublications menuPublications(
            MenuStore store, AccountChannels channels, Clock clock, ScheduledExecutorService menuClockwork) {
        return new MenuPublications(store, channels, clock, menuClockwork, MenuPublications.LEASE);
    }

    @Bean
    MenuBook menuBook(MenuStore store) {
        return new MenuBook(store);
    }

    @Bean
    MenuWatch menuWatch(MenuBook book, MenuPublications publications, ScheduledExecutorService menuClockwork) {
        return new MenuWatch(book, publications, menuClockwork);
    }

    @Bean
    MenuClicks menuClicks(DataSource dataSource) {
        return new MenuClicks(dataSource);
    }

    @Bean
    Menus menus(
            MenuStore store,
            AccountChannels channels,
            MenuPublications publications,
            MenuBook book,
            MenuClicks clicks,
            DataSource dataSource,
            AgentGroupStore groups,
            Clock clock) {
        MenuGoals goals = new MenuGoals(new RuleStore(dataSource), groups);
        return new Menus(store, channels, publications, book, clicks, goals, clock);
    }

    @Bean
    MenuFirst menuFirst(MenuBook book, AccountChannels channels, AgentGroupStore groups) {
        return new MenuFirst(book, channels, groups);
    }

    /** Puts the menus before whatever else answers. */
    public static final class MenuFirst {
        private final MenuBook book;
        private final AccountChannels channels;
        private final AgentGroupStore groups;

        private MenuFirst(MenuBook book, AccountChannels channels, AgentGroupStore groups) {
            this.book = book;
            this.channels = channels;
            this.groups = groups;
        }

        /**
         * @param others who answers what no menu answers
         * @param rules what entries may lead to
         */
        public AutoResponder before(AutoResponder others, ChosenRules rules) {
            return new MenuResponder(book, channels, groups, rules, others);
        }

        /** An account's menu as a message; empty if it has none. */
        public Optional<String> writtenOut(ChannelAccountId account) {
            return book.live(account).map(TextMenu::render);
        }
    }
}
