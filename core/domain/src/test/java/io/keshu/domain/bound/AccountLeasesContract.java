package io.keshu.domain.bound;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.keshu.channels.api.ChannelAccountId;
import io.keshu.channels.api.ChannelState;
import io.keshu.channels.api.ExternalUserId;
import io.keshu.channels.api.InboundContent;
import io.keshu.channels.api.LeaseLostException;
import io.keshu.channels.api.StaleStateException;
import io.keshu.channels.api.StateChange;
import io.keshu.channels.api.StateKey;
import io.keshu.domain.bound.AccountLeases.Lease;
import io.keshu.domain.conversation.Story;
import io.keshu.domain.inbound.WaitingInbound;
import io.keshu.domain.store.KeyTakenException;
import io.keshu.domain.store.Stores;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What every {@link AccountLeases} keeps. */
public abstract class AccountLeasesContract {

    private static final ChannelAccountId MAILBOX = new ChannelAccountId(41);
    private static final StateKey WATERMARK = new StateKey(MAILBOX, null, "watermark");

    private Stores stores;
    private AccountLeases leases;
    private Story story;

    /** Stores over a database of their own, with nothing in it. */
    protected abstract Stores emptyStores();

    /** Lets time pass for the leases given so far. */
    protected abstract void pass(Duration time);

    @BeforeEach
    void begin() {
        stores = emptyStores();
        leases = stores.leases();
        story = new Story(stores);
    }

    private Lease lease() {
        return leases.acquire(MAILBOX, "node").orElseThrow();
    }

    private WaitingInbound mail(String id) {
        return story.row(
                MAILBOX,
                "o1",
                id,
                new InboundContent.Mail("主题", "正文", "引", "<p>", true, InboundContent.MailNotice.CUT, "a"),
                "trace");
    }

    private long waiting() {
        return stores.inbound().countWaiting();
    }

    @Test
    void of_many_nodes_that_want_an_account_one_gets_it() throws Exception {
        ExecutorService nodes = Executors.newFixedThreadPool(8);
        List<Callable<Optional<Lease>>> wishes = IntStream.range(0, 8)
                .<Callable<Optional<Lease>>>mapToObj(node -> () -> leases.acquire(MAILBOX, "节".repeat(300) + node))
                .toList();
        List<Lease> given = new ArrayList<>();
        for (Future<Optional<Lease>> wish : nodes.invokeAll(wishes)) {
            wish.get().ifPresent(given::add);
        }
        nodes.shutdown();

        assertThat(given).hasSize(1);
        assertThat(leases.acquire(new ChannelAccountId(42), "node")).isPresent();
    }

    @Test
    void a_lease_that_is_renewed_lasts_and_one_that_is_not_passes_to_the_next() {
        Lease lease = lease();
        pass(AccountLeases.LEASE.minusSeconds(4));
        assertThat(leases.renew(List.of(lease))).containsExactly(lease);
        pass(AccountLeases.LEASE.minusSeconds(4));
        assertThat(leases.acquire(MAILBOX, "other")).isEmpty();

        pass(AccountLeases.LEASE);
        assertThat(leases.renew(List.of(lease))).isEmpty();
        Lease next = leases.acquire(MAILBOX, "other").orElseThrow();
        leases.release(lease);

        assertThat(leases.renew(List.of(lease, next))).containsExactly(next);
    }

    @Test
    void an_account_that_was_given_back_is_free_at_once() {
        leases.release(lease());

        assertThat(leases.acquire(MAILBOX, "other")).isPresent();
    }

    @Test
    void what_arrived_and_how_far_it_was_read_are_stored_together() {
        Lease lease = lease();
        leases.commit(lease, List.of(new StateChange(WATERMARK, 0, "7:1 文")), List.of(mail("a"), mail("b")));

        assertThat(waiting()).isEqualTo(2);
        assertThat(leases.find(WATERMARK)).contains(new ChannelState.Entry("7:1 文", 1));

        assertThatThrownBy(() -> leases.commit(
                        lease, List.of(new StateChange(WATERMARK, 1, "7:2")), List.of(mail("c"), mail("a"))))
                .isInstanceOf(KeyTakenException.class);
        assertThat(waiting()).isEqualTo(2);
        assertThat(leases.find(WATERMARK)).contains(new ChannelState.Entry("7:1 文", 1));

        leases.commit(lease, List.of(new StateChange(WATERMARK, 1, "7:2")), List.of(mail("c")));
        assertThat(waiting()).isEqualTo(3);
        assertThat(leases.find(WATERMARK)).contains(new ChannelState.Entry("7:2", 2));
    }

    @Test
    void a_mail_comes_out_of_the_queue_as_it_went_in() {
        WaitingInbound row = mail("a");
        leases.commit(lease(), List.of(), List.of(row));

        assertThat(stores.conversations().load(List.of(row.lane()), 10).get(0).waiting())
                .containsExactly(row);
    }

    @Test
    void a_state_that_somebody_changed_meanwhile_is_not_overwritten() {
        Lease lease = lease();
        leases.commit(lease, List.of(new StateChange(WATERMARK, 0, "1")), List.of());

        for (long stale : new long[] {0, 2}) {
            assertThatThrownBy(() ->
                            leases.commit(lease, List.of(new StateChange(WATERMARK, stale, "2")), List.of(mail("a"))))
                    .isInstanceOf(StaleStateException.class);
        }
        assertThat(leases.find(WATERMARK)).contains(new ChannelState.Entry("1", 1));
        assertThat(waiting()).isZero();
    }

    @Test
    void whoever_lost_the_lease_stores_nothing() {
        Lease lost = lease();
        pass(AccountLeases.LEASE.plusSeconds(1));
        assertThatThrownBy(() -> leases.commit(lost, List.of(new StateChange(WATERMARK, 0, "1")), List.of(mail("a"))))
                .isInstanceOf(LeaseLostException.class);

        Lease next = leases.acquire(MAILBOX, "other").orElseThrow();
        assertThatThrownBy(() -> leases.commit(lost, List.of(), List.of(mail("a"))))
                .isInstanceOf(LeaseLostException.class);
        leases.commit(next, List.of(), List.of(mail("b")));

        assertThat(waiting()).isEqualTo(1);
        assertThat(leases.find(WATERMARK)).isEmpty();
    }

    @Test
    void states_of_customers_are_told_apart_byte_by_byte() {
        Lease lease = lease();
        StateKey small = new StateKey(MAILBOX, new ExternalUserId("a@example.com"), "thread");
        StateKey big = new StateKey(MAILBOX, new ExternalUserId("A@example.com"), "thread");
        leases.commit(lease, List.of(new StateChange(small, 0, "small"), new StateChange(big, 0, "big")), List.of());

        assertThat(leases.find(small))
                .get()
                .extracting(ChannelState.Entry::value)
                .isEqualTo("small");
        assertThat(leases.find(big)).get().extracting(ChannelState.Entry::value).isEqualTo("big");
    }
}
