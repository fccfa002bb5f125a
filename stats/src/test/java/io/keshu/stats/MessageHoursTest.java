package io.keshu.stats;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.zaxxer.hikari.HikariDataSource;
import io.keshu.channels.api.ChannelAccount;
import io.keshu.channels.api.ChannelAccountId;
import io.keshu.channels.api.ChannelAccounts;
import io.keshu.channels.api.ChannelType;
import io.keshu.domain.conversation.ConversationId;
import io.keshu.domain.conversation.ConversationState;
import io.keshu.domain.fact.Fact;
import io.keshu.domain.fact.FactBatch;
import io.keshu.domain.fact.FactDestination;
import io.keshu.domain.message.Author;
import io.keshu.domain.message.DeliveryState;
import io.keshu.embedded.EmbeddedMariaDb;
import io.keshu.embedded.EmbeddedServers;
import io.keshu.infra.fact.FactRows;
import io.keshu.infra.fact.JdbcFactStore;
import io.keshu.infra.fact.RecentFacts;
import io.keshu.infra.store.ConnectionPools;
import io.keshu.infra.store.Database;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import org.flywaydb.core.Flyway;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.DataSourceTransactionManager;
import org.springframework.transaction.TransactionDefinition;
import org.springframework.transaction.support.TransactionTemplate;

/** Figures in a real database, from facts in a real database, delivered at least once. */
class MessageHoursTest {

    private static final Instant TEN = Instant.parse("2026-05-01T10:00:00Z");
    private static final Instant ELEVEN = Instant.parse("2026-05-01T11:00:00Z");
    private static final ChannelType WECHAT = new ChannelType("wechat");
    private static final ChannelType SMS = new ChannelType("sms");
    private static final ChannelAccountId OFFICIAL = new ChannelAccountId(1);
    private static final ChannelAccountId SHORT = new ChannelAccountId(2);
    private static final ChannelAccountId GONE = new ChannelAccountId(3);
    private static final HikariDataSource DATABASE = new HikariDataSource();
    private static Database database;
    private static JdbcFactStore facts;
    private static ConnectionPools pools;

    private final MessageHours hours =
            new MessageHours(DATABASE, id -> new Accounts().find(id).map(ChannelAccount::type));
    private final MessageStats stats = new MessageStats(DATABASE);
    private long lastBatch = 1000;

    private static final class Accounts implements ChannelAccounts {
        @Override
        public Optional<ChannelAccount> find(ChannelType type, String key) {
            return Optional.empty();
        }

        @Override
        public Optional<ChannelAccount> find(ChannelAccountId id) {
            return Stream.of(account(OFFICIAL, WECHAT), account(SHORT, SMS))
                    .filter(account -> account.id().equals(id))
                    .findFirst();
        }

        private static ChannelAccount account(ChannelAccountId id, ChannelType type) {
            return new ChannelAccount(id, type, "key", "name", true, Map.of(), Map.of(), 1);
        }
    }

    @BeforeAll
    static void migrate() {
        EmbeddedMariaDb server = EmbeddedServers.shared().mariaDb();
        DATABASE.setJdbcUrl(EmbeddedServers.shared().freshDatabase());
        DATABASE.setUsername(server.username());
        DATABASE.setPassword(server.password());
        Flyway.configure()
                .dataSource(DATABASE)
                .locations("classpath:db/migration")
                .load()
                .migrate();
        pools = new ConnectionPools(DATABASE, 4, 1);
        database = new Database(DATABASE, pools.work());
        TransactionTemplate transactions = new TransactionTemplate(new DataSourceTransactionManager(DATABASE));
        transactions.setIsolationLevel(TransactionDefinition.ISOLATION_READ_COMMITTED);
        facts = new JdbcFactStore(database, DATABASE, transactions, new RecentFacts());
    }

    @AfterAll
    static void close() {
        pools.close();
        DATABASE.close();
    }

    @BeforeEach
    void begin() {
        for (String table : List.of("fact", "fact_dispatch", "fact_destination", "stats_message_hour")) {
            int unused = JdbcClient.create(DATABASE).sql("DELETE FROM " + table).update();
        }
        facts.register(Set.of(hours.name()));
    }

    private void happened(Fact... batch) {
        lastBatch++;
        long id = lastBatch;
        int unused = database.transaction(connection -> {
            FactRows.write(connection, id, List.of(batch));
            return batch.length;
        });
    }

    private static Fact message(ChannelAccountId account, Instant at, Author.Kind author, String kind) {
        return new Fact.MessageAdded(new ConversationId(1), account, at, "trace", 1, author, kind);
    }

    private static Fact text(ChannelAccountId account, Instant at, Author.Kind author) {
        return message(account, at, author, "text");
    }

    private void deliverAll(FactDestination destination) {
        while (facts.countWaiting(destination.name()) > 0) {
            int unused = facts.deliver(destination, 3);
        }
    }

    private List<HourlyCount> all() {
        return stats.between(Instant.parse("2000-01-01T00:00:00Z"), Instant.parse("2100-01-01T00:00:00Z"));
    }

    @Test
    void counts_messages_by_channel_hour_and_author() {
        happened(
                text(OFFICIAL, TEN, Author.Kind.CUSTOMER),
                text(OFFICIAL, TEN.plusSeconds(3599), Author.Kind.CUSTOMER),
                message(OFFICIAL, TEN, Author.Kind.CUSTOMER, "image"));
        happened(text(OFFICIAL, TEN, Author.Kind.BOT), text(OFFICIAL, TEN, Author.Kind.AGENT));
        happened(text(OFFICIAL, ELEVEN, Author.Kind.CUSTOMER), text(SHORT, TEN, Author.Kind.CUSTOMER));

        deliverAll(hours);

        assertThat(all())
                .containsExactly(
                        new HourlyCount(TEN, SMS, Author.Kind.CUSTOMER, 1),
                        new HourlyCount(TEN, WECHAT, Author.Kind.AGENT, 1),
                        new HourlyCount(TEN, WECHAT, Author.Kind.BOT, 1),
                        new HourlyCount(TEN, WECHAT, Author.Kind.CUSTOMER, 3),
                        new HourlyCount(ELEVEN, WECHAT, Author.Kind.CUSTOMER, 1));
    }

    @Test
    void what_is_no_message_is_not_counted() {
        happened(
                message(OFFICIAL, TEN, Author.Kind.CUSTOMER, "subscribed"),
                message(OFFICIAL, TEN, Author.Kind.AGENT, "closed"),
                new Fact.StateChanged(new ConversationId(1), OFFICIAL, TEN, "trace", null, ConversationState.QUEUED),
                new Fact.DeliveryEnded(new ConversationId(1), OFFICIAL, TEN, "trace", 1, DeliveryState.ACCEPTED, null));

        deliverAll(hours);

        assertThat(all()).isEmpty();
    }

    @Test
    void messages_of_accounts_that_nobody_knows_are_counted_all_the_same() {
        happened(text(GONE, TEN, Author.Kind.CUSTOMER));

        deliverAll(hours);

        assertThat(all()).containsExactly(new HourlyCount(TEN, MessageStats.UNKNOWN, Author.Kind.CUSTOMER, 1));
    }

    @Test
    void a_delivery_that_fails_after_counting_and_comes_again_counts_once() {
        happened(text(OFFICIAL, TEN, Author.Kind.CUSTOMER));
        happened(text(OFFICIAL, TEN, Author.Kind.CUSTOMER));
        FactDestination crashing = new FactDestination() {
            @Override
            public String name() {
                return hours.name();
            }

            @Override
            public void apply(List<FactBatch> batches) {
                hours.apply(batches);
                throw new IllegalStateException("The node died before the commit");
            }

            @Override
            public void reset() {
                hours.reset();
            }
        };
        for (int i = 0; i < 3; i++) {
            assertThatThrownBy(() -> facts.deliver(crashing, 10)).isInstanceOf(IllegalStateException.class);
        }
        assertThat(all()).isEmpty();

        deliverAll(hours);

        assertThat(all()).containsExactly(new HourlyCount(TEN, WECHAT, Author.Kind.CUSTOMER, 2));
    }

    @Test
    void counting_outside_the_delivering_transaction_is_refused() {
        FactBatch batch = new FactBatch(1, List.of(text(OFFICIAL, TEN, Author.Kind.CUSTOMER)));

        assertThatThrownBy(() -> hours.apply(List.of(batch))).isInstanceOf(IllegalStateException.class);
        assertThatThrownBy(hours::reset).isInstanceOf(IllegalStateException.class);
        assertThat(all()).isEmpty();
    }

    @Test
    void a_rebuild_from_the_facts_gives_the_same_figures() {
        manyHappen(300);
        deliverAll(hours);
        List<HourlyCount> before = all();
        assertThat(before.stream().mapToLong(HourlyCount::count).sum()).isEqualTo(300);
        int unused = JdbcClient.create(DATABASE)
                .sql("UPDATE stats_message_hour SET messages = messages + 7")
                .update();

        facts.rebuild(hours);
        assertThat(all()).isEmpty();
        deliverAll(hours);

        assertThat(all()).isEqualTo(before);
    }

    @Test
    void nodes_that_count_at_the_same_time_and_rebuild_meanwhile_lose_and_double_nothing() throws Exception {
        manyHappen(300);
        ExecutorService nodes = Executors.newFixedThreadPool(4);
        List<Callable<Boolean>> work = new ArrayList<>();
        for (int i = 0; i < 3; i++) {
            work.add(() -> {
                deliverAll(hours);
                return true;
            });
        }
        work.add(() -> facts.rebuild(hours) >= 0);
        for (Future<Boolean> done : nodes.invokeAll(work)) {
            assertThat(done.get()).isTrue();
        }
        nodes.shutdown();
        deliverAll(hours);

        assertThat(all().stream().mapToLong(HourlyCount::count).sum()).isEqualTo(300);
    }

    private void manyHappen(int messages) {
        Random random = new Random(7);
        Author.Kind[] authors = {Author.Kind.CUSTOMER, Author.Kind.AGENT, Author.Kind.BOT};
        ChannelAccountId[] accounts = {OFFICIAL, SHORT, GONE};
        for (int i = 0; i < messages; i++) {
            happened(text(
                    accounts[random.nextInt(3)], TEN.plusSeconds(random.nextInt(40_000)), authors[random.nextInt(3)]));
        }
    }

    @Test
    void a_period_has_the_hours_that_begin_in_it() {
        happened(text(OFFICIAL, TEN, Author.Kind.CUSTOMER), text(OFFICIAL, ELEVEN, Author.Kind.CUSTOMER));
        deliverAll(hours);

        assertThat(stats.between(TEN, ELEVEN)).extracting(HourlyCount::hour).containsExactly(TEN);
        assertThat(stats.between(TEN.plusSeconds(1), ELEVEN.plusSeconds(1)))
                .extracting(HourlyCount::hour)
                .containsExactly(ELEVEN);
        assertThat(stats.between(TEN, TEN)).isEmpty();
        assertThatThrownBy(() -> stats.between(ELEVEN, TEN)).isInstanceOf(IllegalArgumentException.class);
    }
}
