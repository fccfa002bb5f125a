package io.keshu.infra;

import io.keshu.domain.account.AccountDirectory;
import io.keshu.domain.account.Channels;
import io.keshu.domain.agent.AgentGroupStore;
import io.keshu.domain.agent.AgentStore;
import io.keshu.domain.conversation.ConversationEditor;
import io.keshu.domain.conversation.ConversationQueries;
import io.keshu.domain.conversation.ConversationStore;
import io.keshu.domain.conversation.GroupChoice;
import io.keshu.domain.conversation.Recalling;
import io.keshu.domain.hint.HintBus;
import io.keshu.domain.media.MediaItems;
import io.keshu.domain.signal.CustomerSignals;
import io.keshu.domain.signal.SignalBus;
import io.keshu.domain.timeline.CustomerTimelines;
import io.keshu.domain.timeline.CustomerWatches;
import io.keshu.domain.timeline.TimelineEntries;
import io.keshu.domain.timeline.TimelineQueries;
import java.time.Clock;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** What channels that show customers their timelines are given. */
@Configuration(proxyBeanMethods = false)
class CustomerConfiguration {

    private static final int SIGNALLERS = 4;
    private static final int SIGNALS_WAITING = 100;

    @Bean
    CustomerTimelines customerTimelines(
            TimelineQueries timelines,
            ConversationQueries messages,
            AgentStore agents,
            MediaItems media,
            HintBus hints) {
        return new CustomerTimelines(timelines, messages, new TimelineEntries(agents, media), hints);
    }

    @Bean(destroyMethod = "close")
    CustomerWatches customerWatches(HintBus hints, SignalBus signals) {
        return new CustomerWatches(hints, signals);
    }

    @Bean
    Recalling recalling(ConversationEditor editor, ConversationStore store, TimelineQueries timelines, Clock clock) {
        return new Recalling(editor, store, timelines, clock);
    }

    @Bean
    GroupChoice groupChoice(ConversationEditor editor, TimelineQueries timelines, AgentGroupStore groups, Clock clock) {
        return new GroupChoice(editor, timelines, groups, clock);
    }

    /** A signal that comes when too many wait would be out of date anyway. */
    @Bean(destroyMethod = "shutdownNow", defaultCandidate = false)
    ThreadPoolExecutor signalCalls() {
        ThreadPoolExecutor calls = new ThreadPoolExecutor(
                SIGNALLERS,
                SIGNALLERS,
                30,
                TimeUnit.SECONDS,
                new ArrayBlockingQueue<>(SIGNALS_WAITING),
                WorkerThreads.named("keshu-signal-call"),
                new ThreadPoolExecutor.DiscardPolicy());
        calls.allowCoreThreadTimeOut(true);
        return calls;
    }

    /** @param channels asked for when a signal comes, since channels hand their own signals in here */
    @Bean
    CustomerSignals customerSignals(
            TimelineQueries timelines,
            SignalBus bus,
            AccountDirectory accounts,
            ObjectProvider<Channels> channels,
            @Qualifier("signalCalls") ThreadPoolExecutor calls) {
        return new CustomerSignals(
                timelines, bus, accounts, type -> channels.getObject().find(type), calls);
    }
}
