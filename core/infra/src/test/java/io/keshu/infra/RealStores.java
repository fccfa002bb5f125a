package io.keshu.infra;

import com.zaxxer.hikari.HikariDataSource;
import io.keshu.domain.account.ChannelAccountStore;
import io.keshu.domain.agent.AgentGroupStore;
import io.keshu.domain.agent.AgentStore;
import io.keshu.domain.bound.AccountLeases;
import io.keshu.domain.conversation.ConversationQueries;
import io.keshu.domain.conversation.ConversationStore;
import io.keshu.domain.customer.CustomerContacts;
import io.keshu.domain.erasure.ErasureStore;
import io.keshu.domain.fact.FactStore;
import io.keshu.domain.inbound.InboundStore;
import io.keshu.domain.inbound.SetAsideStore;
import io.keshu.domain.media.BlobStore;
import io.keshu.domain.media.MediaItems;
import io.keshu.domain.outbox.DeliveryReceipts;
import io.keshu.domain.outbox.OutboxStore;
import io.keshu.domain.store.Stores;
import io.keshu.domain.timeline.TimelineQueries;
import io.keshu.embedded.EmbeddedMariaDb;
import io.keshu.embedded.EmbeddedServers;
import io.keshu.infra.account.JdbcChannelAccountStore;
import io.keshu.infra.account.SecretCipher;
import io.keshu.infra.agent.JdbcAgentGroupStore;
import io.keshu.infra.agent.JdbcAgentStore;
import io.keshu.infra.bound.JdbcAccountLeases;
import io.keshu.infra.conversation.JdbcConversationQueries;
import io.keshu.infra.conversation.JdbcConversationStore;
import io.keshu.infra.conversation.JdbcTimelineQueries;
import io.keshu.infra.customer.JdbcCustomerContacts;
import io.keshu.infra.erasure.JdbcErasureStore;
import io.keshu.infra.fact.JdbcFactStore;
import io.keshu.infra.fact.RecentFacts;
import io.keshu.infra.inbound.JdbcInboundStore;
import io.keshu.infra.inbound.JdbcSetAsideStore;
import io.keshu.infra.media.JdbcBlobStore;
import io.keshu.infra.media.JdbcMediaItems;
import io.keshu.infra.outbox.JdbcDeliveryReceipts;
import io.keshu.infra.outbox.JdbcOutboxStore;
import io.keshu.infra.store.ConnectionPools;
import io.keshu.infra.store.Database;
import java.time.Clock;
import java.util.List;
import javax.sql.DataSource;
import org.flywaydb.core.Flyway;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.DataSourceTransactionManager;
import org.springframework.transaction.TransactionDefinition;
import org.springframework.transaction.support.TransactionTemplate;

/** All stores over one database of the run's MariaDB, which is migrated once and emptied for each test. */
public final class RealStores implements Stores {

    private static final class Holder {
        static final RealStores ONLY = new RealStores();
    }

    private final HikariDataSource application = new HikariDataSource();
    private final JdbcClient jdbc = JdbcClient.create(application);
    private final ConnectionPools pools;
    private final Database database;
    private final InboundStore inbound;
    private ConversationStore conversations;
    private final SetAsideStore setAside;
    private final OutboxStore outbox;
    private FactStore facts;
    private final DeliveryReceipts receipts;
    private final ConversationQueries queries;
    private final AgentStore agents;
    private final TransactionTemplate transactions;
    private final AgentGroupStore groups;
    private final ChannelAccountStore accounts;
    private final MediaItems media;
    private final BlobStore blobs;
    private final List<String> tables;

    private RealStores() {
        EmbeddedMariaDb server = EmbeddedServers.shared().mariaDb();
        application.setJdbcUrl(EmbeddedServers.shared().freshDatabase());
        application.setUsername(server.username());
        application.setPassword(server.password());
        Flyway.configure()
                .dataSource(application)
                .locations("classpath:db/migration")
                .load()
                .migrate();
        pools = new ConnectionPools(application, 10, 4);
        database = new Database(application, pools.work());
        inbound = new JdbcInboundStore(new Database(pools.accept(), pools.accept()), database);
        setAside = new JdbcSetAsideStore(database);
        outbox = new JdbcOutboxStore(database);
        conversations = new JdbcConversationStore(database, new RecentFacts());
        transactions = new TransactionTemplate(new DataSourceTransactionManager(application));
        receipts = new JdbcDeliveryReceipts(database);
        transactions.setIsolationLevel(TransactionDefinition.ISOLATION_READ_COMMITTED);
        facts = new JdbcFactStore(database, application, transactions, new RecentFacts());
        queries = new JdbcConversationQueries(database);
        agents = new JdbcAgentStore(database);
        groups = new JdbcAgentGroupStore(database);
        accounts = new JdbcChannelAccountStore(database, new SecretCipher(new byte[SecretCipher.KEY_LENGTH]));
        media = new JdbcMediaItems(database, application);
        blobs = new JdbcBlobStore(database, Clock.systemUTC());
        tables = jdbc.sql("SELECT table_name FROM information_schema.tables WHERE table_schema = DATABASE()"
                        + " AND table_name NOT LIKE 'flyway%'")
                .query(String.class)
                .list();
    }

    /** The stores, with nothing in them. */
    public static RealStores empty() {
        RecentFacts recent = new RecentFacts();
        return Holder.ONLY.emptied(recent, recent);
    }

    /** As {@link #empty}, with the facts as another node has them, which remembers none of those committed here. */
    public static RealStores emptyWithForeignFacts() {
        return Holder.ONLY.emptied(new RecentFacts(), new RecentFacts());
    }

    private RealStores emptied(RecentFacts committed, RecentFacts read) {
        for (String table : tables) {
            int unused = jdbc.sql("DELETE FROM " + table).update();
        }
        conversations = new JdbcConversationStore(database, committed);
        facts = new JdbcFactStore(database, application, transactions, read);
        return this;
    }

    public Database database() {
        return database;
    }

    /** Connections of the application's pool. */
    public DataSource statements() {
        return application;
    }

    /** Connections that commit when told to. */
    public DataSource transactions() {
        return pools.work();
    }

    public JdbcClient jdbc() {
        return jdbc;
    }

    @Override
    public InboundStore inbound() {
        return inbound;
    }

    @Override
    public AccountLeases leases() {
        return new JdbcAccountLeases(database);
    }

    @Override
    public SetAsideStore setAside() {
        return setAside;
    }

    @Override
    public ConversationStore conversations() {
        return conversations;
    }

    @Override
    public OutboxStore outbox() {
        return outbox;
    }

    @Override
    public DeliveryReceipts receipts() {
        return receipts;
    }

    @Override
    public FactStore facts() {
        return facts;
    }

    @Override
    public ErasureStore erasures() {
        return new JdbcErasureStore(database);
    }

    @Override
    public ConversationQueries queries() {
        return queries;
    }

    @Override
    public TimelineQueries timelines() {
        return new JdbcTimelineQueries(database);
    }

    @Override
    public AgentStore agents() {
        return agents;
    }

    @Override
    public AgentGroupStore groups() {
        return groups;
    }

    @Override
    public CustomerContacts contacts() {
        return new JdbcCustomerContacts(database);
    }

    @Override
    public ChannelAccountStore accounts() {
        return accounts;
    }

    @Override
    public MediaItems media() {
        return media;
    }

    @Override
    public BlobStore blobs() {
        return blobs;
    }
}
