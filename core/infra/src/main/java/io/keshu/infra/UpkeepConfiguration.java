package io.keshu.infra;

import io.keshu.domain.conversation.ConversationCommands;
import io.keshu.domain.erasure.Erasing;
import io.keshu.domain.erasure.ErasureStore;
import io.keshu.domain.erasure.PersonalData;
import io.keshu.domain.fact.FactDispatcher;
import io.keshu.domain.id.LeasedIds;
import io.keshu.domain.inbound.Acceptor;
import io.keshu.domain.inbound.InboundStore;
import io.keshu.domain.inbound.Pipeline;
import io.keshu.domain.lock.SessionLocks;
import io.keshu.domain.media.MediaFetcher;
import io.keshu.domain.media.MediaItems;
import io.keshu.domain.ops.HubHealth;
import io.keshu.domain.outbox.DeliveryRecorder;
import io.keshu.domain.outbox.OutboxDispatcher;
import io.keshu.domain.outbox.OutboxStore;
import java.time.Clock;
import java.util.Map;
import java.util.function.BooleanSupplier;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** What looks after the hub itself and what it keeps. */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(ErasureProperties.class)
class UpkeepConfiguration {

    @Bean
    Erasing erasing(
            ErasureStore store,
            ConversationCommands conversations,
            ObjectProvider<PersonalData> further,
            Acceptor acceptor,
            Clock clock,
            ErasureProperties properties) {
        return new Erasing(
                store,
                conversations,
                further.orderedStream().toList(),
                acceptor.sink("erasure"),
                properties.strayLimit(),
                clock);
    }

    @Bean
    HubHealth hubHealth(
            LeasedIds ids,
            SessionLocks locks,
            InboundStore inbound,
            OutboxStore outbox,
            MediaItems media,
            FactDispatcher facts,
            Acceptor acceptor,
            Pipeline pipeline,
            OutboxDispatcher dispatcher,
            DeliveryRecorder recorder,
            ObjectProvider<MediaFetcher> fetcher) {
        Map<String, BooleanSupplier> workers = Map.of(
                HubHealth.ACCEPTING,
                acceptor::alive,
                "pipeline",
                pipeline::alive,
                "outbox",
                dispatcher::alive,
                "deliveries",
                recorder::alive,
                "facts",
                facts::alive,
                "media",
                () -> fetcher.stream().allMatch(MediaFetcher::alive));
        return new HubHealth(ids, locks, inbound, outbox, media, facts, workers, System::nanoTime);
    }
}
