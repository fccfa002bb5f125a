package io.keshu.infra;

import io.keshu.domain.account.AccountDirectory;
import io.keshu.domain.bound.BoundAccounts;
import io.keshu.domain.conversation.AutoReplies;
import io.keshu.domain.conversation.FormerConversations;
import io.keshu.domain.conversation.OverdueAnswers;
import io.keshu.domain.erasure.Erasing;
import io.keshu.domain.fact.FactDispatcher;
import io.keshu.domain.id.LeasedIds;
import io.keshu.domain.inbound.Acceptor;
import io.keshu.domain.inbound.Pipeline;
import io.keshu.domain.ops.HubHealth;
import io.keshu.domain.outbox.DeliveryRecorder;
import io.keshu.domain.outbox.OutboxDispatcher;
import io.keshu.domain.outbox.ReceiptTaker;
import java.time.Duration;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;

/**
 * Starts the pipeline before the web server takes calls and stops it after the last call was answered: from the front door to the back,
 * so that what was accepted is worked off as far as possible.
 */
public final class CoreLifecycle implements SmartLifecycle {

    /** Below the phase in which Spring Boot starts and gracefully stops its web server. */
    public static final int PHASE = SmartLifecycle.DEFAULT_PHASE - 4096;

    private static final Logger log = LoggerFactory.getLogger(CoreLifecycle.class);

    private final LeasedIds ids;
    private final AccountDirectory accounts;
    private final Acceptor acceptor;
    private final Pipeline pipeline;
    private final AutoReplies autoReplies;
    private final OverdueAnswers overdueAnswers;
    private final OutboxDispatcher dispatcher;
    private final DeliveryRecorder recorder;
    private final ReceiptTaker receipts;
    private final FactDispatcher facts;
    private final Erasing erasing;
    private final BoundAccounts boundAccounts;
    private final FormerConversations formerConversations;
    private final HubHealth health;
    /** A thread for each task: one that waits for the database is not to cost the node its number. */
    private final ScheduledExecutorService clockwork =
            Executors.newScheduledThreadPool(12, WorkerThreads.named("keshu-clockwork"));

    private volatile boolean running;

    CoreLifecycle(
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
        this.ids = ids;
        this.accounts = accounts;
        this.acceptor = acceptor;
        this.pipeline = pipeline;
        this.autoReplies = autoReplies;
        this.overdueAnswers = overdueAnswers;
        this.dispatcher = dispatcher;
        this.recorder = recorder;
        this.receipts = receipts;
        this.facts = facts;
        this.erasing = erasing;
        this.boundAccounts = boundAccounts;
        this.formerConversations = formerConversations;
        this.health = health;
    }

    @Override
    public void start() {
        // Renewed even if it still holds: on a busy machine the beans may have taken most of the lease's time.
        ids.keep();
        accounts.refresh();
        facts.start();
        recorder.start();
        dispatcher.start();
        acceptor.start();
        pipeline.start();
        health.check();
        every("node_number", Duration.ofSeconds(5), ids::keep);
        every("accounts", Duration.ofSeconds(2), accounts::refresh);
        every("orphans", Duration.ofSeconds(1), pipeline::sweep);
        every("bot_overdue", Duration.ofMillis(500), autoReplies::sweep);
        every("agent_overdue", Duration.ofSeconds(5), overdueAnswers::sweep);
        every("abandoned_claims", Duration.ofSeconds(5), dispatcher::sweep);
        every("receipts", Duration.ofMinutes(5), receipts::sweep);
        every("erasures", Duration.ofSeconds(1), erasing::sweep);
        every("bound_accounts", Duration.ofSeconds(1), boundAccounts::tend);
        every("bound_expiry", Duration.ofSeconds(1), boundAccounts::expire);
        every("former_conversations", Duration.ofSeconds(5), formerConversations::sweep);
        every("health", Duration.ofSeconds(1), health::check);
        running = true;
    }

    private void every(String name, Duration interval, Runnable task) {
        Future<?> unused = clockwork.scheduleWithFixedDelay(
                new Repeated(name, task), interval.toMillis(), interval.toMillis(), TimeUnit.MILLISECONDS);
    }

    @Override
    public void stop() {
        running = false;
        clockwork.shutdownNow();
        boundAccounts.close();
        acceptor.close();
        pipeline.close();
        autoReplies.close();
        dispatcher.close();
        recorder.close();
        facts.close();
        try {
            ids.release();
        } catch (RuntimeException e) {
            log.warn("event=node_number_not_released detail=\"{}\"", e.getMessage());
        }
    }

    @Override
    public boolean isRunning() {
        return running;
    }

    @Override
    public int getPhase() {
        return PHASE;
    }

    /** Goes on after failures, and says so once instead of each time. */
    private static final class Repeated implements Runnable {
        private final String name;
        private final Runnable task;
        private boolean failing;

        Repeated(String name, Runnable task) {
            this.name = name;
            this.task = task;
        }

        @Override
        public void run() {
            try {
                task.run();
                if (failing) {
                    failing = false;
                    log.info("event=clockwork_resumed task={}", name);
                }
            } catch (RuntimeException e) {
                if (!failing) {
                    failing = true;
                    log.warn("event=clockwork_failing task={} detail=\"{}\"", name, e.getMessage());
                }
            }
        }
    }
}
