package io.keshu.infra;

import io.keshu.domain.autoreply.AutoResponder;
import io.keshu.domain.conversation.AutoReplies;
import io.keshu.domain.conversation.ConversationEditor;
import io.keshu.domain.conversation.ConversationStore;
import io.keshu.domain.conversation.OverdueAnswers;
import io.keshu.domain.id.LeasedIds;
import io.keshu.domain.inbound.PassiveReplies;
import io.keshu.domain.ops.PipelineObserver;
import io.keshu.domain.outbox.DeliveryRecorder;
import io.keshu.domain.outbox.OutboxStore;
import java.time.Clock;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Answers that come by themselves. */
@Configuration(proxyBeanMethods = false)
class AnsweringConfiguration {

    @Bean
    PassiveReplies passiveReplies(
            AutoResponder responder, OutboxStore outbox, DeliveryRecorder recorder, LeasedIds ids, Clock clock) {
        return new PassiveReplies(responder, outbox, recorder, ids, clock);
    }

    @Bean(destroyMethod = "")
    AutoReplies autoReplies(
            AutoResponder responder,
            ConversationEditor editor,
            ConversationStore store,
            PassiveReplies passiveReplies,
            LeasedIds ids,
            Clock clock,
            ObjectProvider<PipelineObserver> observer,
            CoreProperties properties) {
        return new AutoReplies(
                responder,
                editor,
                store,
                passiveReplies,
                ids,
                clock,
                observer.getIfAvailable(() -> PipelineObserver.NONE),
                WorkerThreads.bounded("keshu-bot", properties.thinkers(), 4096));
    }

    @Bean
    OverdueAnswers overdueAnswers(
            AutoResponder responder,
            ConversationEditor editor,
            ConversationStore store,
            LeasedIds ids,
            Clock clock,
            ObjectProvider<PipelineObserver> observer) {
        return new OverdueAnswers(
                responder, editor, store, ids, clock, observer.getIfAvailable(() -> PipelineObserver.NONE));
    }
}
