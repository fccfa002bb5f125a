package io.keshu.channels.sms.inbound;

import io.keshu.channels.api.AccountLease;
import io.keshu.channels.api.ChannelAccount;
import io.keshu.channels.api.ChannelAccountId;
import io.keshu.channels.api.ChannelState;
import io.keshu.channels.api.LeaseLostException;
import io.keshu.channels.sms.client.BindFailure;
import io.keshu.channels.sms.client.SmppLinks;
import io.keshu.channels.sms.config.SmsProperties;
import io.keshu.channels.sms.inbound.Intake.Waiting;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Receives from SMSCs: binds, stores what comes, and binds again. Thread-safe. */
public final class SmppReceiver {

    /** How long nothing may come before the bind is looked at. */
    private static final long LOOK = 500;

    private static final Logger log = LoggerFactory.getLogger(SmppReceiver.class);

    private final SmppLinks links;
    private final ChannelState state;
    private final SmsProperties properties;
    private final Clock clock;
    private final Map<ChannelAccountId, BindFailure> problems = new ConcurrentHashMap<>();

    public SmppReceiver(SmppLinks links, ChannelState state, SmsProperties properties, Clock clock) {
        this.links = links;
        this.state = state;
        this.properties = properties;
        this.clock = clock;
    }

    /** What kept the account from being bound when that was last tried here. */
    public Optional<BindFailure> problem(ChannelAccountId account) {
        return Optional.ofNullable(problems.get(account));
    }

    /** As {@link io.keshu.channels.api.BoundChannel#serve}. */
    public void serve(ChannelAccount account, AccountLease lease) throws InterruptedException {
        AtomicReference<SmppLinks.@Nullable Serving> current = new AtomicReference<>();
        lease.whenLost(() -> {
            SmppLinks.Serving bound = current.get();
            if (bound != null) {
                bound.cut();
            }
        });
        Duration pause = properties.firstPause();
        while (lease.held()) {
            Intake intake = new Intake(clock, properties.workers());
            try (SmppLinks.Serving bound = links.serve(account, intake)) {
                current.set(bound);
                problems.remove(account.id());
                pause = properties.firstPause();
                log.info("event=smpp_bound account={}", account.key());
                receive(account, lease, bound, intake);
            } catch (BindFailure e) {
                failed(account, lease, e);
            } catch (LeaseLostException e) {
                throw new InterruptedException(e.getMessage());
            } finally {
                current.set(null);
                intake.close();
            }
            Thread.sleep(pause.toMillis());
            pause = longer(pause);
        }
        throw new InterruptedException("The lease is lost");
    }

    private void receive(ChannelAccount account, AccountLease lease, SmppLinks.Serving bound, Intake intake)
            throws InterruptedException {
        MessageStorer storer = new MessageStorer(account, lease, state, properties, clock);
        try {
            while (lease.held() && bound.bound()) {
                List<Waiting> group = intake.next(LOOK);
                if (!group.isEmpty()) {
                    storer.store(group);
                }
                storer.tend();
            }
        } finally {
            // Before the bind is left, so that whoever waits can still be told.
            intake.close();
        }
        if (lease.held()) {
            log.warn("event=smpp_unbound account={}", account.key());
        }
    }

    private void failed(ChannelAccount account, AccountLease lease, BindFailure failure) {
        if (!lease.held()) {
            return;
        }
        BindFailure before = problems.put(account.id(), failure);
        if (before == null || before.kind() != failure.kind()) {
            log.warn(
                    "event=smpp_not_bound account={} kind={} detail=\"{}\"",
                    account.key(),
                    failure.kind(),
                    failure.getMessage());
        }
    }

    private Duration longer(Duration pause) {
        Duration twice = pause.multipliedBy(2);
        return twice.compareTo(properties.longestPause()) > 0 ? properties.longestPause() : twice;
    }
}
