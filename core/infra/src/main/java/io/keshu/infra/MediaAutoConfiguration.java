package io.keshu.infra;

import io.keshu.channels.api.ChannelAccounts;
import io.keshu.domain.account.Channels;
import io.keshu.domain.conversation.ConversationStore;
import io.keshu.domain.conversion.Conversion;
import io.keshu.domain.conversion.HubAddress;
import io.keshu.domain.conversion.MediaLinks;
import io.keshu.domain.conversion.SignedMediaLinks;
import io.keshu.domain.hint.HintBus;
import io.keshu.domain.id.IdGenerator;
import io.keshu.domain.media.BlobStore;
import io.keshu.domain.media.CustomerUploads;
import io.keshu.domain.media.MediaFetcher;
import io.keshu.domain.media.MediaFetching;
import io.keshu.domain.media.MediaInspector;
import io.keshu.domain.media.MediaIntake;
import io.keshu.domain.media.MediaItems;
import io.keshu.domain.media.MediaKeeper;
import io.keshu.domain.media.MediaLibrary;
import io.keshu.domain.media.MediaObserver;
import io.keshu.domain.media.MediaSweep;
import io.keshu.infra.account.SecretsProperties;
import java.time.Clock;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.SmartLifecycle;
import org.springframework.context.annotation.Bean;

/** Media: the library for channels and consoles, and what fetches from providers. */
@EnableConfigurationProperties({MediaKeepingProperties.class, MediaLinkProperties.class})
@AutoConfiguration(after = {StoreAutoConfiguration.class, CoreAutoConfiguration.class})
public class MediaAutoConfiguration {

    @Bean
    MediaKeeper mediaKeeper(BlobStore blobs, MediaInspector inspector, ObjectProvider<MediaObserver> observer) {
        return new MediaKeeper(blobs, inspector, observed(observer));
    }

    /** Channels see it as their store of media. */
    @Bean
    MediaLibrary mediaLibrary(MediaItems items, BlobStore blobs, MediaKeeper keeper, IdGenerator ids, Clock clock) {
        return new MediaLibrary(items, blobs, keeper, ids, clock);
    }

    /** The hub's address is known once it listens, hence asked for with every link. */
    @Bean
    SignedMediaLinks mediaLinks(
            SecretsProperties secrets, ObjectProvider<HubAddress> hub, MediaLinkProperties properties, Clock clock) {
        return new SignedMediaLinks(
                secrets.derivedKey("media links 1"),
                () -> hub.getObject().url(),
                properties.valid(),
                properties.maxSize().toBytes(),
                clock);
    }

    @Bean
    Conversion conversion(ChannelAccounts accounts, Channels channels, MediaLibrary library, MediaLinks links) {
        return new Conversion(accounts, channels, library, links);
    }

    @Bean
    CustomerUploads customerUploads(
            MediaItems items, BlobStore blobs, MediaKeeper keeper, IdGenerator ids, Clock clock) {
        return new CustomerUploads(items, blobs, keeper, ids, clock);
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
            Clock clock,
            ObjectProvider<MediaObserver> observer) {
        return new MediaFetcher(
                items,
                new MediaFetching(conversations, accounts, channels, keeper, clock),
                hints,
                ids,
                clock,
                WorkerThreads.onDemand("keshu-media-fetch"),
                observed(observer));
    }

    @Bean
    MediaSweep mediaSweep(
            MediaItems items,
            BlobStore blobs,
            IdGenerator ids,
            Clock clock,
            MediaKeepingProperties properties,
            ObjectProvider<MediaObserver> observer) {
        return new MediaSweep(items, blobs, ids, clock, properties.keptFor(), observed(observer));
    }

    private static MediaObserver observed(ObjectProvider<MediaObserver> observer) {
        return observer.getIfAvailable(() -> MediaObserver.NONE);
    }

    @Bean
    MediaLifecycle mediaLifecycle(MediaFetcher fetcher, MediaSweep sweep, CustomerUploads uploads) {
        return new MediaLifecycle(fetcher, sweep, uploads);
    }

    /** Fetches and sweeps while the core runs: ids and facts are there before and after. */
    static final class MediaLifecycle implements SmartLifecycle {
        private static final Logger log = LoggerFactory.getLogger(MediaLifecycle.class);

        private final MediaFetcher fetcher;
        private final MediaSweep sweep;
        private final CustomerUploads uploads;
        private final ScheduledExecutorService sweeper =
                Executors.newSingleThreadScheduledExecutor(WorkerThreads.named("keshu-media-sweep"));
        private volatile boolean running;

        MediaLifecycle(MediaFetcher fetcher, MediaSweep sweep, CustomerUploads uploads) {
            this.fetcher = fetcher;
            this.sweep = sweep;
            this.uploads = uploads;
        }

        @Override
        public void start() {
            fetcher.start();
            Future<?> unused = sweeper.scheduleWithFixedDelay(this::sweep, 1, 1, TimeUnit.MINUTES);
            running = true;
        }

        private void sweep() {
            try {
                uploads.sweep();
                sweep.sweep();
            } catch (RuntimeException e) {
                // Its turn comes again.
                log.warn("event=media_sweep_failed", e);
            }
        }

        @Override
        public void stop() {
            running = false;
            sweeper.shutdownNow();
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
