package io.keshu.infra;

import io.keshu.channels.api.AccountKeys;
import io.keshu.domain.account.ChannelAccountStore;
import io.keshu.domain.agent.AgentGroupStore;
import io.keshu.domain.agent.AgentStore;
import io.keshu.domain.bound.AccountLeases;
import io.keshu.domain.conversation.ConversationQueries;
import io.keshu.domain.conversation.ConversationStore;
import io.keshu.domain.customer.CustomerContacts;
import io.keshu.domain.erasure.ErasureStore;
import io.keshu.domain.fact.FactStore;
import io.keshu.domain.id.NodeNumbers;
import io.keshu.domain.inbound.InboundStore;
import io.keshu.domain.inbound.SetAsideStore;
import io.keshu.domain.media.BlobStore;
import io.keshu.domain.media.MediaInspector;
import io.keshu.domain.media.MediaItems;
import io.keshu.domain.outbox.DeliveryReceipts;
import io.keshu.domain.outbox.OutboxStore;
import io.keshu.domain.timeline.TimelineQueries;
import io.keshu.infra.account.JdbcChannelAccountStore;
import io.keshu.infra.account.SecretsProperties;
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
import io.keshu.infra.id.JdbcNodeNumbers;
import io.keshu.infra.inbound.JdbcInboundStore;
import io.keshu.infra.inbound.JdbcSetAsideStore;
import io.keshu.infra.media.ContentInspector;
import io.keshu.infra.media.JdbcBlobStore;
import io.keshu.infra.media.JdbcMediaItems;
import io.keshu.infra.outbox.JdbcDeliveryReceipts;
import io.keshu.infra.outbox.JdbcOutboxStore;
import io.keshu.infra.store.ConnectionPools;
import io.keshu.infra.store.Database;
import java.time.Clock;
import javax.sql.DataSource;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.sql.init.dependency.DependsOnDatabaseInitialization;
import org.springframework.context.annotation.Bean;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.TransactionDefinition;
import org.springframework.transaction.support.TransactionTemplate;

/** The ports on the database, once its tables are there. */
@AutoConfiguration(
        before = CoreAutoConfiguration.class,
        afterName = {
            "org.springframework.boot.jdbc.autoconfigure.DataSourceAutoConfiguration",
            "org.springframework.boot.jdbc.autoconfigure.DataSourceTransactionManagerAutoConfiguration",
            "org.springframework.boot.flyway.autoconfigure.FlywayAutoConfiguration"
        })
@EnableConfigurationProperties({SecretsProperties.class, CoreProperties.class})
public class StoreAutoConfiguration {

    /** Transactions of the outbox, agents and the clockwork beside those of the workers. */
    private static final int FURTHER_TRANSACTIONS = 10;

    @Bean
    @DependsOnDatabaseInitialization
    ConnectionPools connectionPools(DataSource application, CoreProperties properties) {
        return new ConnectionPools(application, properties.workers() + FURTHER_TRANSACTIONS, properties.committers());
    }

    @Bean
    Database database(DataSource application, ConnectionPools pools) {
        return new Database(application, pools.work());
    }

    @Bean
    NodeNumbers nodeNumbers(Database database, Clock clock) {
        return new JdbcNodeNumbers(database, clock);
    }

    @Bean
    InboundStore inboundStore(Database database, ConnectionPools pools) {
        return new JdbcInboundStore(new Database(pools.accept(), pools.accept()), database);
    }

    @Bean
    AccountLeases accountLeases(Database database) {
        return new JdbcAccountLeases(database);
    }

    @Bean
    RecentFacts recentFacts() {
        return new RecentFacts();
    }

    @Bean
    ConversationStore conversationStore(Database database, RecentFacts recent) {
        return new JdbcConversationStore(database, recent);
    }

    @Bean
    ConversationQueries conversationQueries(Database database) {
        return new JdbcConversationQueries(database);
    }

    @Bean
    TimelineQueries timelineQueries(Database database) {
        return new JdbcTimelineQueries(database);
    }

    @Bean
    OutboxStore outboxStore(Database database) {
        return new JdbcOutboxStore(database);
    }

    @Bean
    DeliveryReceipts deliveryReceipts(Database database) {
        return new JdbcDeliveryReceipts(database);
    }

    @Bean
    FactStore factStore(
            Database database, DataSource application, PlatformTransactionManager manager, RecentFacts recent) {
        TransactionTemplate transactions = new TransactionTemplate(manager);
        transactions.setIsolationLevel(TransactionDefinition.ISOLATION_READ_COMMITTED);
        return new JdbcFactStore(database, application, transactions, recent);
    }

    @Bean
    MediaItems mediaItems(Database database, DataSource application) {
        return new JdbcMediaItems(database, application);
    }

    @Bean
    BlobStore blobStore(Database database, Clock clock) {
        return new JdbcBlobStore(database, clock);
    }

    @Bean
    ErasureStore erasureStore(Database database) {
        return new JdbcErasureStore(database);
    }

    @Bean
    MediaInspector mediaInspector() {
        return new ContentInspector();
    }

    @Bean
    SetAsideStore setAsideStore(Database database) {
        return new JdbcSetAsideStore(database);
    }

    @Bean
    AgentStore agentStore(Database database) {
        return new JdbcAgentStore(database);
    }

    @Bean
    CustomerContacts customerContacts(Database database) {
        return new JdbcCustomerContacts(database);
    }

    @Bean
    AgentGroupStore agentGroupStore(Database database) {
        return new JdbcAgentGroupStore(database);
    }

    @Bean
    AccountKeys accountKeys(SecretsProperties secrets) {
        return secrets.accountKeys();
    }

    @Bean
    ChannelAccountStore channelAccountStore(Database database, SecretsProperties secrets) {
        return new JdbcChannelAccountStore(database, secrets.cipher());
    }
}
