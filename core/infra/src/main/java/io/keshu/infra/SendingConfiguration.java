package io.keshu.infra;

import io.keshu.domain.account.AccountDirectory;
import io.keshu.domain.account.Channels;
import io.keshu.domain.account.TemplateDirectory;
import io.keshu.domain.conversation.ConversationQueries;
import io.keshu.domain.customer.CustomerContacts;
import io.keshu.domain.hint.HintBus;
import io.keshu.domain.id.LeasedIds;
import io.keshu.domain.ops.PipelineObserver;
import io.keshu.domain.outbox.DeliveryReceipts;
import io.keshu.domain.outbox.DeliveryRecorder;
import io.keshu.domain.outbox.OutboxDispatcher;
import io.keshu.domain.outbox.OutboxStore;
import io.keshu.domain.outbox.ReceiptTaker;
import io.keshu.domain.outbox.RetryBackoff;
import io.keshu.domain.reply.ReplyAllowances;
import io.keshu.domain.reply.ReplyWays;
import io.keshu.domain.reply.TemplateConsents;
import io.keshu.infra.reply.JdbcConsentLedger;
import java.time.Clock;
import javax.sql.DataSource;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** What goes out, and what providers say of it later. */
@Configuration(proxyBeanMethods = false)
class SendingConfiguration {

    /** Lets the writers wake the outbox, which is made after them. */
    @Bean
    OutboxBell outboxBell() {
        return new OutboxBell();
    }

    @Bean(destroyMethod = "")
    DeliveryRecorder deliveryRecorder(OutboxStore outbox, HintBus hints, LeasedIds ids, Clock clock, OutboxBell bell) {
        return new DeliveryRecorder(outbox, hints, ids, clock, RetryBackoff.STANDARD, bell::ring);
    }

    @Bean(destroyMethod = "")
    OutboxDispatcher outboxDispatcher(
            OutboxStore store,
            AccountDirectory accounts,
            Channels channels,
            DeliveryRecorder recorder,
            LeasedIds ids,
            Clock clock,
            ObjectProvider<PipelineObserver> observer,
            OutboxBell bell) {
        OutboxDispatcher dispatcher = new OutboxDispatcher(
                store,
                accounts,
                channels,
                recorder,
                ids,
                clock,
                observer.getIfAvailable(() -> PipelineObserver.NONE),
                WorkerThreads.onDemand("keshu-send"));
        bell.answeredBy(dispatcher::wake);
        return dispatcher;
    }

    @Bean
    ReceiptTaker receiptTaker(DeliveryReceipts receipts, HintBus hints, LeasedIds ids, Clock clock) {
        return new ReceiptTaker(receipts, hints, ids, clock);
    }

    @Bean
    ReplyAllowances replyAllowances(
            AccountDirectory accounts, Channels channels, ConversationQueries queries, Clock clock) {
        return new ReplyAllowances(accounts, channels, queries, clock);
    }

    @Bean
    ReplyWays replyWays(
            AccountDirectory accounts, Channels channels, ConversationQueries queries, CustomerContacts contacts) {
        return new ReplyWays(accounts, channels, queries, contacts);
    }

    @Bean
    TemplateConsents templateConsents(
            DataSource dataSource, AccountDirectory accounts, Channels channels, ConversationQueries queries) {
        return new TemplateConsents(new JdbcConsentLedger(dataSource), accounts, channels, queries);
    }

    @Bean
    TemplateDirectory templateDirectory(AccountDirectory accounts, Channels channels, Clock clock) {
        return new TemplateDirectory(accounts, channels, clock);
    }

    /** Rings at the dispatcher once there is one. */
    static final class OutboxBell {
        private volatile Runnable answer = () -> {};

        void answeredBy(Runnable runnable) {
            answer = runnable;
        }

        void ring() {
            answer.run();
        }
    }
}
