package io.keshu.infra;

import io.keshu.channels.api.ChannelAccounts;
import io.keshu.domain.account.Channels;
import io.keshu.domain.conversation.ConversationStore;
import io.keshu.domain.hint.HintBus;
import io.keshu.domain.id.IdGenerator;
import io.keshu.domain.media.BlobStore;
import io.keshu.domain.media.MediaFetcher;
import io.keshu.domain.media.MediaFetching;
import io.keshu.domain.media.MediaInspector;
import io.keshu.domain.media.MediaIntake;
import io.keshu.domain.media.MediaItems;
import io.keshu.domain.media.MediaKeeper;
import io.keshu.domain.media.MediaLibrary;
import java.time.Clock;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.context.SmartLifecycle;
import org.springframework.context.annotation.Bean;

/** Media: the library for channels and consoles, and what fetches from providers. */
@AutoConfiguration(after = {StoreAutoConfiguration.class, CoreAutoConfiguration.class})
public class MediaAutoConfiguration {

    @Bean
    MediaKeeper mediaKeeper(BlobStore blobs, MediaInspector inspector) {
        return new MediaKeeper(blobs, inspector);
    }

    /** Channels see it as their store of media. */
    @Bean
    MediaLibrary mediaLibrary(MediaItems items, BlobStore blobs, MediaKeeper keeper, IdGenerator ids, Clock clock) {
        return new MediaLibrary(items, blobs, keeper, ids, clock);
    }

    @Bean
    MediaIntake mediaIntake(MediaItems items, IdGenerator ids) {
        return new MediaIntake(items, ids);
    }

    @Bean(destroyMethod = "")
    MediaFetcher mediaFetcher(
            MediaItems items,
            ConversationStore conversations,
            ChannelAccounts accounts,
            Channels channels,
            MediaKeeper keeper,
            HintBus hints,
            IdGenerator ids,
            Clock clock) {
        return new MediaFetcher(
                items,
                new MediaFetching(conversations, accounts, channels, keeper, clock),
                hints,
                ids,
                clock,
                WorkerThreads.onDemand("keshu-media-fetch"));
    }

    @Bean
    MediaLifecycle mediaLifecycle(MediaFetcher fetcher) {
        return new MediaLifecycle(fetcher);
    }

    /** Fetches while the core runs: ids and facts are there before and after. */
    static final class MediaLifecycle implements SmartLifecycle {
        private final MediaFetcher fetcher;
        private volatile boolean running;

        MediaLifecycle(MediaFetcher fetcher) {
            this.fetcher = fetcher;
        }

        @Override
        public void start() {
            fetcher.start();
            running = true;
        }

        @Override
        public void stop() {
            running = false;
            fetcher.close();
        }

        @Override
        public boolean isRunning() {
            return running;
        }

        @Override
        public int getPhase() {
            return CoreLifecycle.PHASE + 1;
        }
    }
}
