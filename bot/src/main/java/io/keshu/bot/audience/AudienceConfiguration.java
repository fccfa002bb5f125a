package io.keshu.bot.audience;

import io.keshu.domain.account.AccountDirectory;
import io.keshu.domain.account.Channels;
import io.keshu.domain.conversation.ConversationStore;
import io.keshu.domain.id.IdGenerator;
import java.time.Clock;
import java.time.Duration;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import javax.sql.DataSource;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.transaction.PlatformTransactionManager;

/** Followers and tags as beans: {@link Audience} for the console, and what reads them in the background. */
@Configuration(proxyBeanMethods = false)
public class AudienceConfiguration {

    @Bean
    FollowerStore followerStore(DataSource dataSource, PlatformTransactionManager transactions) {
        return new FollowerStore(dataSource, transactions);
    }

    @Bean
    ReadingLease audienceLease(DataSource dataSource) {
        return new ReadingLease(dataSource);
    }

    @Bean
    AudienceChanges audienceChanges(DataSource dataSource, IdGenerator ids, Clock clock) {
        return new AudienceChanges(dataSource, ids, clock);
    }

    @Bean
    Audience audience(
            AccountDirectory accounts,
            Channels channels,
            FollowerStore store,
            ReadingLease lease,
            AudienceChanges changes,
            Clock clock) {
        return new Audience(accounts, channels, store, lease, changes, clock);
    }

    @Bean
    NewFollowers newFollowers(ConversationStore conversations, FollowerStore store) {
        return new NewFollowers(
                id -> conversations.find(id).map(found -> found.identity().address()), store);
    }

    @Bean
    AudienceWatch audienceWatch(
            AccountDirectory accounts, Channels channels, FollowerStore store, ReadingLease lease, Clock clock) {
        return new AudienceWatch(new AudienceReader(accounts, channels, store, lease, clock));
    }

    /** Reads while the hub runs. */
    static final class AudienceWatch implements SmartLifecycle {

        private static final Duration INTERVAL = Duration.ofSeconds(2);
        private static final Logger log = LoggerFactory.getLogger(AudienceWatch.class);

        private final AudienceReader reader;
        private final ScheduledExecutorService clockwork = Executors.newSingleThreadScheduledExecutor(work -> {
            Thread thread = new Thread(work, "keshu-audience");
            thread.setDaemon(true);
            return thread;
        });
        private volatile boolean running;
        private boolean failing;

        AudienceWatch(AudienceReader reader) {
            this.reader = reader;
        }

        @Override
        public void start() {
            running = true;
            Future<?> unused = clockwork.scheduleWithFixedDelay(
                    this::look, INTERVAL.toMillis(), INTERVAL.toMillis(), TimeUnit.MILLISECONDS);
        }

        /** Says once that it fails, and once that it goes on. */
        private void look() {
            try {
                reader.sweep();
                if (failing) {
                    failing = false;
                    log.info("event=followers_reading_resumed");
                }
            } catch (RuntimeException e) {
                if (!failing) {
                    failing = true;
                    log.warn("event=followers_reading_failed detail=\"{}\"", e.getMessage());
                }
            }
        }

        @Override
        public void stop() {
            running = false;
            clockwork.shutdownNow();
        }

        @Override
        public boolean isRunning() {
            return running;
        }
    }
}
