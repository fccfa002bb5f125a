package io.keshu.bot.menu;

import io.keshu.bot.store.RuleStore;
import io.keshu.channels.api.AccountDescriptor;
import io.keshu.channels.api.Channel;
import io.keshu.channels.api.ChannelAccount;
import io.keshu.channels.api.ChannelAccountId;
import io.keshu.channels.api.ChannelCapability;
import io.keshu.channels.api.ChannelType;
import io.keshu.channels.api.DeliveryResult;
import io.keshu.channels.api.OutboundMessage;
import io.keshu.channels.testkit.InMemoryChannelAccounts;
import io.keshu.channels.testkit.InMemoryMenuChannel;
import io.keshu.domain.account.Channels;
import io.keshu.domain.store.InMemoryStores;
import io.keshu.embedded.EmbeddedMariaDb;
import io.keshu.embedded.EmbeddedServers;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import org.flywaydb.core.Flyway;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.DataSourceTransactionManager;
import org.springframework.jdbc.datasource.DriverManagerDataSource;
import org.springframework.transaction.support.TransactionTemplate;

/** Menus on a real MariaDB; one account on the twin of a channel with menus, one on a channel that only sends texts. */
final class MenuTown implements AutoCloseable {

    static final ChannelAccountId SHOP = new ChannelAccountId(11);
    static final ChannelAccountId PHONE = new ChannelAccountId(12);

    final InMemoryChannelAccounts accounts = new InMemoryChannelAccounts()
            .put(account(SHOP, InMemoryMenuChannel.TYPE))
            .put(account(PHONE, Plain.TYPE));
    final InMemoryMenuChannel channel = new InMemoryMenuChannel(accounts);
    final AccountChannels channels = new AccountChannels(accounts, new Channels(List.of(channel, new Plain())));
    final InMemoryStores stores = new InMemoryStores();
    final DriverManagerDataSource dataSource;
    final TransactionTemplate transactions;
    final MenuStore store;
    final MenuBook book;
    final MenuClicks clicks;
    private final ScheduledExecutorService clockwork = Executors.newScheduledThreadPool(1);

    MenuTown() {
        EmbeddedMariaDb mariaDb = EmbeddedServers.shared().mariaDb();
        dataSource = new DriverManagerDataSource(
                EmbeddedServers.shared().freshDatabase(), mariaDb.username(), mariaDb.password());
        Flyway.configure().dataSource(dataSource).load().migrate();
        DataSourceTransactionManager manager = new DataSourceTransactionManager(dataSource);
        transactions = new TransactionTemplate(manager);
        store = new MenuStore(dataSource, manager);
        book = new MenuBook(store);
        clicks = new MenuClicks(dataSource);
    }

    private static ChannelAccount account(ChannelAccountId id, ChannelType type) {
        return new ChannelAccount(id, type, "k" + id, "小店", true, Map.of(), Map.of(), 1);
    }

    MenuPublications publications(Duration lease) {
        return new MenuPublications(store, channels, Clock.systemUTC(), clockwork, lease);
    }

    Menus menus() {
        return new Menus(
                store,
                channels,
                publications(MenuPublications.LEASE),
                book,
                clicks,
                new MenuGoals(new RuleStore(dataSource), stores.groups()),
                Clock.systemUTC());
    }

    JdbcClient jdbc() {
        return JdbcClient.create(dataSource);
    }

    @Override
    public void close() {
        clockwork.shutdownNow();
    }

    /** Sends texts and nothing else. */
    static final class Plain implements Channel {
        static final ChannelType TYPE = new ChannelType("plain");

        @Override
        public ChannelType type() {
            return TYPE;
        }

        @Override
        public Set<ChannelCapability> capabilities() {
            return Set.of(ChannelCapability.SEND_TEXT, ChannelCapability.RECEIVE_TEXT);
        }

        @Override
        public AccountDescriptor accountDescriptor() {
            return new AccountDescriptor(TYPE, false, List.of());
        }

        @Override
        public DeliveryResult deliver(OutboundMessage message) {
            return new DeliveryResult.Accepted(null);
        }
    }
}
