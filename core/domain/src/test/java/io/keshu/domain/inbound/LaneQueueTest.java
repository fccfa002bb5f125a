package io.keshu.domain.inbound;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.keshu.channels.api.ChannelAccountId;
import io.keshu.channels.api.ExternalMessageId;
import io.keshu.channels.api.ExternalUserId;
import io.keshu.channels.api.InboundContent;
import io.keshu.channels.api.InboundEnvelope;
import io.keshu.domain.lock.Lane;
import java.time.Duration;
import java.time.Instant;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;

class LaneQueueTest {

    private static final Lane A = new Lane(1);
    private static final Lane B = new Lane(2);

    private final LaneQueue queue = new LaneQueue();

    @Test
    void hands_out_each_lane_once_first_come_first_served() throws InterruptedException {
        queue.offer(List.of(A, B));
        queue.offer(List.of(A));

        assertThat(queue.take(10)).containsExactly(A, B);
        assertThat(queue.depth()).isZero();
    }

    @Test
    void a_lane_being_worked_off_comes_back_only_after_it_is_done() throws InterruptedException {
        queue.offer(List.of(A));
        assertThat(queue.take(10)).containsExactly(A);
        queue.offer(List.of(A));
        assertThat(queue.depth()).isZero();

        queue.done(List.of(A));

        assertThat(queue.take(10)).containsExactly(A);
    }

    @Test
    void a_lane_without_news_does_not_come_back() throws InterruptedException {
        queue.offer(List.of(A));
        queue.done(queue.take(10));

        assertThat(queue.depth()).isZero();
    }

    @Test
    void a_delayed_lane_wakes_a_waiting_worker() {
        AtomicReference<List<Lane>> taken = new AtomicReference<>();
        CompletableFuture<Void> worker = CompletableFuture.runAsync(() -> {
            try {
                taken.set(queue.take(10));
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        });

        queue.offerLater(B, Duration.ofMillis(1));

        await().until(worker::isDone);
        assertThat(taken.get()).containsExactly(B);
    }

    @Test
    void gives_no_more_than_asked_for() throws InterruptedException {
        queue.offer(List.of(A, B));

        assertThat(queue.take(1)).containsExactly(A);
        assertThat(queue.take(1)).containsExactly(B);
    }

    @Test
    void a_resting_lane_is_not_woken_by_news_and_comes_back_once() throws InterruptedException {
        queue.offer(List.of(A));
        queue.take(10);
        queue.offer(List.of(A));
        queue.offerLater(A, Duration.ofMillis(1));
        queue.offerLater(A, Duration.ofHours(1));
        queue.done(List.of(A));
        queue.offer(List.of(A));

        assertThat(queue.depth()).isEqualTo(1);
        assertThat(queue.take(10)).containsExactly(A);
        assertThat(queue.depth()).isZero();
    }

    @Test
    void a_lane_that_rested_takes_news_as_before() throws InterruptedException {
        queue.offerLater(A, Duration.ZERO);
        assertThat(queue.take(10)).containsExactly(A);
        queue.offer(List.of(A));
        queue.done(List.of(A));

        assertThat(queue.take(10)).containsExactly(A);
    }

    @Test
    void lanes_wait_while_very_many_accepts_come_at_a_time_and_go_on_when_they_get_fewer() throws InterruptedException {
        LaneQueue patient = new LaneQueue(Duration.ofHours(1));
        patient.offerAll(rows(LaneQueue.SURGE));
        CompletableFuture<List<Lane>> taken = CompletableFuture.supplyAsync(() -> take(patient));

        await().during(Duration.ofMillis(50)).until(() -> !taken.isDone());
        patient.offerAll(rows(1));

        assertThat(taken.orTimeout(30, TimeUnit.SECONDS).join()).containsExactly(A);
    }

    @Test
    void a_surge_without_end_holds_up_no_lane_for_longer_than_its_time() throws InterruptedException {
        LaneQueue impatient = new LaneQueue(Duration.ofMillis(10));
        impatient.offerAll(rows(LaneQueue.SURGE));

        assertThat(impatient.take(10)).containsExactly(A);
        impatient.offer(List.of(B));
        assertThat(impatient.take(10)).containsExactly(B);
    }

    private static List<Lane> take(LaneQueue queue) {
        try {
            return queue.take(10);
        } catch (InterruptedException e) {
            throw new CompletionException(e);
        }
    }

    private static List<WaitingInbound> rows(int count) {
        InboundEnvelope envelope = new InboundEnvelope(
                new ChannelAccountId(1),
                new ExternalMessageId("m"),
                new ExternalUserId("u"),
                Instant.EPOCH,
                new InboundContent.Text("hi"),
                "");
        return Collections.nCopies(count, new WaitingInbound(1, A, envelope, "trace", Instant.EPOCH));
    }
}
