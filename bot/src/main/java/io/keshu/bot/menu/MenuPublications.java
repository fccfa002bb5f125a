package io.keshu.bot.menu;

import io.keshu.bot.menu.MenuStore.Begin;
import io.keshu.bot.menu.MenuStore.End;
import io.keshu.bot.menu.MenuStore.Orphan;
import io.keshu.channels.api.ChannelAccountId;
import io.keshu.channels.api.MenuAnswer;
import io.keshu.channels.api.MenuProblem;
import io.keshu.channels.api.MenuPublication;
import io.keshu.channels.api.MenuPublisher;
import io.keshu.channels.api.PublishedMenu;
import io.keshu.domain.agent.AgentId;
import java.time.Clock;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Publishes menus, one publication at a time per account over all nodes: whoever sets the row's lease publishes, and renews it while
 * the provider works. A lease that runs out is taken over, and what the provider shows then decides how the publication ended.
 * Thread-safe.
 */
final class MenuPublications {

    /** A crashed node's publication is settled by another after this long. */
    static final Duration LEASE = Duration.ofSeconds(60);

    private static final Logger log = LoggerFactory.getLogger(MenuPublications.class);

    private final MenuStore store;
    private final AccountChannels channels;
    private final Clock clock;
    private final ScheduledExecutorService clockwork;
    private final Duration lease;

    /** @param clockwork renews leases; not closed with this */
    MenuPublications(
            MenuStore store,
            AccountChannels channels,
            Clock clock,
            ScheduledExecutorService clockwork,
            Duration lease) {
        this.store = store;
        this.channels = channels;
        this.clock = clock;
        this.clockwork = clockwork;
        this.lease = lease;
    }

    /**
     * Publishes a menu. Blocks until the provider has ended.
     *
     * @param seen what the decision rests on: its draft's version and live version must still be there
     */
    PublishResult publish(
            ChannelAccountId account, Menu menu, @Nullable Integer rolledBack, MenuState seen, AgentId by) {
        MenuVersion live = seen.live();
        String token = UUID.randomUUID().toString();
        Optional<Integer> number = store.begin(new Begin(
                account,
                menu,
                seen.version(),
                live == null ? null : live.number(),
                rolledBack,
                by,
                clock.instant().truncatedTo(ChronoUnit.MICROS),
                token,
                lease));
        if (number.isEmpty()) {
            MenuState now = store.read(account);
            MenuVersion latest = now.latest();
            return latest != null && now.publishing() ? new PublishResult.Busy(latest) : new PublishResult.Changed(now);
        }
        End end = keeping(account, token, () -> send(account, menu));
        end(account, number.get(), token, end);
        return new PublishResult.Ended(store.read(account));
    }

    private interface Work {
        End run();
    }

    /** Renews the lease for as long as the work takes. */
    private End keeping(ChannelAccountId account, String token, Work work) {
        long third = Math.max(1, lease.toMillis() / 3);
        Future<?> renewing =
                clockwork.scheduleAtFixedRate(() -> renew(account, token), third, third, TimeUnit.MILLISECONDS);
        try {
            return work.run();
        } catch (RuntimeException e) {
            log.error("event=menu_publication_failed account={}", account, e);
            return new End(
                    MenuVersion.State.UNCLEAR,
                    new MenuProblem(MenuProblem.Reason.INTERNAL, "", String.valueOf(e)),
                    null);
        } finally {
            renewing.cancel(false);
        }
    }

    private void renew(ChannelAccountId account, String token) {
        try {
            if (!store.renew(account, token, lease)) {
                log.warn("event=menu_lease_lost account={}", account);
            }
        } catch (RuntimeException e) {
            log.warn("event=menu_lease_not_renewed account={} detail=\"{}\"", account, e.getMessage());
        }
    }

    private End send(ChannelAccountId account, Menu menu) {
        Optional<MenuPublisher> publisher = channels.publisher(account);
        if (publisher.isEmpty()) {
            // Written out in words by ourselves: what is stored is what customers get.
            return new End(MenuVersion.State.PUBLISHED, null, null);
        }
        if (menu.items().isEmpty()) {
            return taken(publisher.get().delete(account));
        }
        MenuPublication ended =
                publisher.get().publish(account, MenuTrees.tree(menu.items()), MenuTrees.conditional(menu));
        if (ended instanceof MenuPublication.Unchanged unchanged) {
            return new End(MenuVersion.State.UNCHANGED, unchanged.problem(), null);
        }
        if (ended instanceof MenuPublication.Partial partial) {
            return new End(MenuVersion.State.PARTIAL, partial.problem(), shown(partial.present()));
        }
        if (ended instanceof MenuPublication.Unclear unclear) {
            return new End(MenuVersion.State.UNCLEAR, unclear.problem(), null);
        }
        return new End(MenuVersion.State.PUBLISHED, null, null);
    }

    /** How taking the menus away ended. */
    private static End taken(MenuAnswer<PublishedMenu> answer) {
        if (answer instanceof MenuAnswer.Failed<PublishedMenu> failed) {
            return new End(MenuVersion.State.UNCLEAR, failed.problem(), null);
        }
        PublishedMenu left = ((MenuAnswer.Given<PublishedMenu>) answer).value();
        return left.tree() == null && left.conditional().isEmpty()
                ? new End(MenuVersion.State.PUBLISHED, null, null)
                : new End(
                        MenuVersion.State.PARTIAL,
                        new MenuProblem(MenuProblem.Reason.INTERNAL, "", "The menu is still there"),
                        shown(left));
    }

    private static Menu shown(PublishedMenu present) {
        return MenuTrees.menu(present, "", () -> UUID.randomUUID().toString());
    }

    private void end(ChannelAccountId account, int number, String token, End end) {
        boolean held = store.end(account, number, token, end, clock.instant().truncatedTo(ChronoUnit.MICROS));
        log.info(
                "event=menu_publication_ended account={} number={} state={} held={} problem=\"{}\"",
                account,
                number,
                end.state(),
                held,
                String.valueOf(end.problem()));
    }

    /** Settles publications that nobody answers for any more. To be called every few seconds on every node. */
    void recover() {
        for (Orphan orphan : store.orphans()) {
            String token = UUID.randomUUID().toString();
            if (store.takeOver(orphan, token, lease)) {
                end(orphan.account(), orphan.number(), token, keeping(orphan.account(), token, () -> settled(orphan)));
            }
        }
    }

    /** What the provider shows tells how far the publication came. */
    private End settled(Orphan orphan) {
        MenuProblem interrupted =
                new MenuProblem(MenuProblem.Reason.INTERRUPTED, "", "The hub stopped while it was publishing");
        Menu wanted =
                store.version(orphan.account(), orphan.number()).orElseThrow().menu();
        Optional<MenuPublisher> publisher = channels.publisher(orphan.account());
        if (publisher.isEmpty()) {
            return new End(MenuVersion.State.PUBLISHED, null, null);
        }
        MenuAnswer<PublishedMenu> answer = publisher.get().present(orphan.account());
        if (!(answer instanceof MenuAnswer.Given<PublishedMenu> given)) {
            return new End(MenuVersion.State.UNCLEAR, interrupted, null);
        }
        if (given.value().equals(MenuTrees.published(wanted))) {
            return new End(MenuVersion.State.PUBLISHED, null, null);
        }
        MenuVersion live = store.read(orphan.account()).live();
        PublishedMenu before = live == null ? PublishedMenu.NONE : MenuTrees.published(live.menu());
        return given.value().equals(before)
                ? new End(MenuVersion.State.UNCHANGED, interrupted, null)
                : new End(MenuVersion.State.PARTIAL, interrupted, shown(given.value()));
    }
}
