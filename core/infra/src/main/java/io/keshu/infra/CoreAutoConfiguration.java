package io.keshu.infra;

import io.keshu.channels.api.Channel;
import io.keshu.channels.api.ChannelState;
import io.keshu.domain.account.AccountDirectory;
import io.keshu.domain.account.ChannelAccountStore;
import io.keshu.domain.account.Channels;
import io.keshu.domain.autoreply.AutoResponder;
import io.keshu.domain.bound.AccountLeases;
import io.keshu.domain.bound.BoundAccounts;
import io.keshu.domain.bound.StoredChannelState;
import io.keshu.domain.conversation.AutoReplies;
import io.keshu.domain.conversation.ConversationCommands;
import io.keshu.domain.conversation.ConversationEditor;
import io.keshu.domain.conversation.ConversationStore;
import io.keshu.domain.conversation.ConversationWriter;
import io.keshu.domain.conversation.FormerConversations;
import io.keshu.domain.conversation.OverdueAnswers;
import io.keshu.domain.conversation.TimelinePlanner;
import io.keshu.domain.conversion.Carriages;
import io.keshu.domain.erasure.Erasing;
import io.keshu.domain.fact.FactDestination;
import io.keshu.domain.fact.FactDispatcher;
import io.keshu.domain.fact.FactStore;
import io.keshu.domain.hint.HintBus;
import io.keshu.domain.id.LeasedIds;
import io.keshu.domain.id.NodeNumbers;
import io.keshu.domain.inbound.Acceptor;
import io.keshu.domain.inbound.InboundStore;
import io.keshu.domain.inbound.LaneQueue;
import io.keshu.domain.inbound.PassiveReplies;
import io.keshu.domain.inbound.Pipeline;
import io.keshu.domain.lock.SessionLocks;
import io.keshu.domain.ops.HubHealth;
import io.keshu.domain.ops.PipelineObserver;
import io.keshu.domain.outbox.DeliveryRecorder;
import io.keshu.domain.outbox.OutboxDispatcher;
import io.keshu.domain.outbox.ReceiptTaker;
import java.lang.management.ManagementFactory;
import java.time.Clock;
import java.util.UUID;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Import;

/** The domain's services as beans. The ports come from the other auto-configurations of this module. */
@AutoConfiguration
@EnableConfigurationProperties(CoreProperties.class)
@Import({
    SendingConfiguration.class,
    AnsweringConfiguration.class,
    CustomerConfiguration.class,
    UpkeepConfiguration.class
})
public class CoreAutoConfiguration {

    @Bean
    @ConditionalOnMissingBean
    Clock clock() {
        return Clock.systemUTC();
    }

    /** Holds its number before anybody asks for an id. */
    @Bean(destroyMethod = "")
    LeasedIds idGenerator(NodeNumbers numbers, Clock clock) {
        LeasedIds ids =
                new LeasedIds(numbers, ManagementFactory.getRuntimeMXBean().getName(), clock, System::nanoTime);
        ids.keep();
        return ids;
    }

    @Bean
    AccountDirectory channelAccounts(ChannelAccountStore store, LeasedIds ids) {
        return new AccountDirectory(store, ids);
    }

    @Bean
    Channels channels(ObjectProvider<Channel> channels) {
        return new Channels(channels.orderedStream().toList());
    }

    @Bean
    LaneQueue laneQueue() {
        return new LaneQueue();
    }

    @Bean(destroyMethod = "")
    FactDispatcher factDispatcher(FactStore store, ObjectProvider<FactDestination> destinations) {
        return new FactDispatcher(store, destinations.orderedStream().toList());
    }

    @Bean
    ConversationWriter conversationWriter(
            ConversationStore store, LeasedIds ids, HintBus hints, SendingConfiguration.OutboxBell bell) {
        return new ConversationWriter(store, ids, hints, bell::ring);
    }

    @Bean
    ConversationEditor conversationEditor(ConversationStore store, SessionLocks locks, ConversationWriter writer) {
        return new ConversationEditor(store, locks, writer);
    }

    @Bean
    ConversationCommands conversationCommands(
            ConversationEditor editor, ConversationStore store, LeasedIds ids, Clock clock, Carriages carriages) {
        return new ConversationCommands(editor, store, ids, clock, carriages);
    }

    @Bean(destroyMethod = "")
    Acceptor acceptor(
            InboundStore store,
            LeasedIds ids,
            LaneQueue lanes,
            PassiveReplies passiveReplies,
            Clock clock,
            ObjectProvider<PipelineObserver> observer,
            CoreProperties properties) {
        return new Acceptor(
                store,
                ids,
                lanes,
                passiveReplies,
                clock,
                observer.getIfAvailable(() -> PipelineObserver.NONE),
                properties.committers());
    }

    @Bean
    ChannelState channelState(AccountLeases leases) {
        return new StoredChannelState(leases);
    }

    @Bean(destroyMethod = "")
    BoundAccounts boundAccounts(
            AccountDirectory accounts,
            Channels channels,
            AccountLeases leases,
            InboundStore inbound,
            LeasedIds ids,
            LaneQueue lanes,
            Clock clock) {
        return new BoundAccounts(
                accounts,
                channels,
                leases,
                inbound,
                ids,
                lanes,
                clock,
                () -> UUID.randomUUID().toString().replace("-", ""),
                ManagementFactory.getRuntimeMXBean().getName(),
                System::nanoTime);
    }

    @Bean(destroyMethod = "")
    Pipeline pipeline(
            LaneQueue lanes,
            SessionLocks locks,
            ConversationStore conversations,
            InboundStore inbound,
            ConversationWriter writer,
            ReceiptTaker receipts,
            AutoReplies autoReplies,
            AutoResponder responder,
            LeasedIds ids,
            Clock clock,
            ObjectProvider<PipelineObserver> observer,
            CoreProperties properties) {
        return new Pipeline(
                lanes,
                locks,
                conversations,
                inbound,
                new TimelinePlanner(ids, responder),
                writer,
                receipts,
                autoReplies::worked,
                clock,
                observer.getIfAvailable(() -> PipelineObserver.NONE),
                properties.workers());
    }

    @Bean
    FormerConversations formerConversations(
            AccountDirectory accounts, ConversationStore conversations, ConversationEditor editor, Clock clock) {
        return new FormerConversations(accounts, conversations, editor, clock);
    }

    @Bean
    CoreLifecycle coreLifecycle(
            LeasedIds ids,
            AccountDirectory accounts,
            Acceptor acceptor,
            Pipeline pipeline,
            AutoReplies autoReplies,
            OverdueAnswers overdueAnswers,
            OutboxDispatcher dispatcher,
            DeliveryRecorder recorder,
            ReceiptTaker receipts,
            FactDispatcher facts,
            Erasing erasing,
            BoundAccounts boundAccounts,
            FormerConversations formerConversations,
            HubHealth health) {
        return new CoreLifecycle(
                ids,
                accounts,
                acceptor,
                pipeline,
                autoReplies,
                overdueAnswers,
                dispatcher,
                recorder,
                receipts,
                facts,
                erasing,
                boundAccounts,
                formerConversations,
                health);
    }
}
