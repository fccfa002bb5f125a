package io.keshu.domain.bound;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.keshu.channels.api.AcceptFailedException;
import io.keshu.channels.api.Acceptance;
import io.keshu.channels.api.AccountDescriptor;
import io.keshu.channels.api.AccountLease;
import io.keshu.channels.api.BoundChannel;
import io.keshu.channels.api.ChannelAccount;
import io.keshu.channels.api.ChannelAccountId;
import io.keshu.channels.api.ChannelCapability;
import io.keshu.channels.api.ChannelType;
import io.keshu.channels.api.DeliveryResult;
import io.keshu.channels.api.EnvelopeRefusedException;
import io.keshu.channels.api.ExternalMessageId;
import io.keshu.channels.api.ExternalUserId;
import io.keshu.channels.api.InboundContent;
import io.keshu.channels.api.InboundEnvelope;
import io.keshu.channels.api.LeaseLostException;
import io.keshu.channels.api.OutboundMessage;
import io.keshu.domain.MovableClock;
import io.keshu.domain.account.AccountDirectory;
import io.keshu.domain.account.Channels;
import io.keshu.domain.id.InMemoryNodeNumbers;
import io.keshu.domain.id.LeasedIds;
import io.keshu.domain.inbound.LaneQueue;
import io.keshu.domain.inbound.WaitingInbound;
import io.keshu.domain.store.InMemoryStores;
import io.keshu.domain.store.StoreUnavailableException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class BoundAccountsTest {

    private static final ChannelType TYPE = new ChannelType("bound");
    private static final ChannelAccountId ACCOUNT = new ChannelAccountId(5);

    private final MovableClock clock = new MovableClock(Instant.parse("2026-05-01T12:00:00Z"));
    private final InMemoryStores stores = new InMemoryStores(clock);
    private final InMemoryNodeNumbers numbers = new InMemoryNodeNumbers(clock);
    private final Node one = new Node();
    private final Node two = new Node();

    BoundAccountsTest() {
        stores.accounts().insert(new ChannelAccount(ACCOUNT, TYPE, "box", "信箱", true, Map.of(), Map.of(), 1));
        one.directory.refresh();
        two.directory.refresh();
    }

    @AfterEach
    void stop() {
        stores.unavailable(false);
        one.bound.close();
        two.bound.close();
    }

    /** A node with a channel that serves until it is told to stop, and then reads until its connection is closed. */
    private final class Node implements BoundChannel {
        final BlockingQueue<AccountLease> begun = new LinkedBlockingQueue<>();
        final LeasedIds ids = new LeasedIds(numbers, "node", clock, System::nanoTime);
        final AccountDirectory directory = new AccountDirectory(stores.accounts(), ids);
        final BoundAccounts bound;
        volatile boolean givesUp;

        Node() {
            ids.keep();
            bound = new BoundAccounts(
                    directory,
                    new Channels(List.of(this)),
                    stores.leases(),
                    stores.inbound(),
                    ids,
                    new LaneQueue(),
                    clock,
                    () -> "trace",
                    "node",
                    () -> Duration.between(Instant.EPOCH, clock.instant()).toNanos());
        }

        @Override
        public void serve(ChannelAccount account, AccountLease lease) throws InterruptedException {
            begun.add(lease);
            if (givesUp) {
                throw new IllegalStateException("No way");
            }
            CountDownLatch closed = new CountDownLatch(1);
            lease.whenLost(closed::countDown);
            boolean open = true;
            while (open) {
                try {
                    closed.await();
                    open = false;
                } catch (InterruptedException e) {
                    // As a read from a socket, which no interrupt ends.
                    open = closed.getCount() > 0;
                }
            }
            throw new InterruptedException();
        }

        AccountLease lease() {
            return await().until(begun::poll, lease -> lease != null);
        }

        @Override
        public ChannelType type() {
            return TYPE;
        }

        @Override
        public Set<ChannelCapability> capabilities() {
            return Set.of();
        }

        @Override
        public AccountDescriptor accountDescriptor() {
            return new AccountDescriptor(TYPE, false, List.of());
        }

        @Override
        public DeliveryResult deliver(OutboundMessage message) {
            throw new UnsupportedOperationException();
        }
    }

    private static InboundEnvelope text(String id) {
        return new InboundEnvelope(
                ACCOUNT,
                new ExternalMessageId(id),
                new ExternalUserId("o1"),
                Instant.EPOCH,
                new InboundContent.Text("文"),
                "");
    }

    @Test
    void one_node_serves_an_account_and_hands_it_over_when_it_stops() {
        one.bound.tend();
        two.bound.tend();
        assertThat(one.lease().held()).isTrue();
        assertThat(two.bound.served()).isEmpty();

        one.bound.close();
        two.bound.tend();

        assertThat(two.lease().held()).isTrue();
    }

    @Test
    void a_node_that_crashed_is_followed_by_another_when_its_lease_has_run_out() {
        one.bound.tend();
        AccountLease crashed = one.lease();
        clock.advance(AccountLeases.LEASE.minusSeconds(5));
        two.bound.tend();
        assertThat(two.bound.served()).isEmpty();

        clock.advance(Duration.ofSeconds(6));
        two.bound.tend();

        assertThat(two.lease().commit(List.of(text("a")), List.of())).containsExactly(Acceptance.Kind.NEW);
        assertThatThrownBy(() -> crashed.commit(List.of(text("b")), List.of())).isInstanceOf(LeaseLostException.class);
    }

    @Test
    void work_ends_when_the_lease_can_not_be_renewed_in_time() {
        one.bound.tend();
        AccountLease lease = one.lease();
        stores.unavailable(true);
        clock.advance(AccountLeases.LEASE.minusSeconds(5));
        assertThatThrownBy(one.bound::tend).isInstanceOf(StoreUnavailableException.class);
        assertThat(lease.held()).isTrue();

        clock.advance(Duration.ofSeconds(5));
        assertThat(lease.held()).isFalse();

        one.bound.expire();

        stores.unavailable(false);
        await().untilAsserted(() -> {
            one.bound.tend();
            assertThat(one.begun).isNotEmpty();
        });
    }

    @Test
    void an_account_that_is_switched_off_is_let_go_and_a_changed_one_begun_anew() {
        one.bound.tend();
        AccountLease before = one.lease();
        change(true, 1);
        await().untilAsserted(() -> {
            one.bound.tend();
            assertThat(one.begun).isNotEmpty();
        });
        assertThat(before.held()).isFalse();

        change(false, 2);
        await().untilAsserted(() -> {
            one.bound.tend();
            assertThat(one.bound.served()).isEmpty();
        });
    }

    private void change(boolean enabled, long version) {
        stores.accounts().update(new ChannelAccount(ACCOUNT, TYPE, "box", "信箱", enabled, Map.of(), Map.of(), version));
        one.directory.refresh();
    }

    @Test
    void an_account_whose_channel_gave_up_rests_and_is_taken_up_again() {
        one.givesUp = true;
        one.bound.tend();
        AccountLease unused = one.lease();
        await().untilAsserted(() -> {
            one.bound.tend();
            assertThat(one.bound.served()).isEmpty();
        });
        one.bound.tend();
        assertThat(one.begun).isEmpty();

        clock.advance(Duration.ofSeconds(6));
        one.givesUp = false;
        one.bound.tend();

        assertThat(one.lease().held()).isTrue();
    }

    @Test
    void what_was_stored_before_is_a_duplicate_and_does_not_hinder_the_rest() {
        one.bound.tend();
        AccountLease lease = one.lease();
        lease.commit(List.of(text("a")), List.of());

        assertThat(lease.commit(List.of(text("a"), text("b"), text("b")), List.of()))
                .containsExactly(Acceptance.Kind.DUPLICATE, Acceptance.Kind.NEW, Acceptance.Kind.DUPLICATE);
        assertThat(stores.inbound().countWaiting()).isEqualTo(2);
    }

    @Test
    void what_the_store_refuses_and_what_it_can_not_take_now_are_told_apart() {
        one.bound.tend();
        AccountLease lease = one.lease();
        stores.refuse(row -> row instanceof WaitingInbound);
        assertThatThrownBy(() -> lease.commit(List.of(text("a")), List.of()))
                .isInstanceOf(EnvelopeRefusedException.class);

        stores.unavailable(true);
        assertThatThrownBy(() -> lease.commit(List.of(text("a")), List.of()))
                .isInstanceOf(AcceptFailedException.class)
                .isNotInstanceOf(EnvelopeRefusedException.class);
    }

    @Test
    void whoever_asks_to_be_told_of_a_lost_lease_is_told_once_and_at_once_if_it_is_lost_already() {
        one.bound.tend();
        AccountLease lease = one.lease();
        CountDownLatch twice = new CountDownLatch(2);
        lease.whenLost(twice::countDown);
        one.bound.close();
        assertThat(twice.getCount()).isEqualTo(1);

        lease.whenLost(twice::countDown);

        assertThat(twice.getCount()).isZero();
    }
}
