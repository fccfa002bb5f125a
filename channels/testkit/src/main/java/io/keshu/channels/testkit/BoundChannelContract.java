package io.keshu.channels.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.keshu.channels.api.AccountLease;
import io.keshu.channels.api.BoundChannel;
import io.keshu.channels.api.ChannelAccount;
import io.keshu.channels.api.InboundEnvelope;
import java.time.Duration;
import java.util.List;
import org.awaitility.core.ConditionFactory;
import org.junit.jupiter.api.Test;

/** What the hub relies on in a channel that keeps a connection of its own for each account. */
public interface BoundChannelContract extends ChannelContract {

    /** Connections come back with growing pauses. */
    Duration PATIENCE = Duration.ofSeconds(60);

    @Override
    BoundChannel channel();

    /** A text from {@link #customer()} is there for the company at the provider's stand-in, whether or not anybody is connected. */
    void arrives(String text);

    /** What the hub keeps for the channel from one lease to the next; the channel reads it here. */
    InMemoryAccountLease.States states();

    /** Returns when the channel has begun to receive for the account. */
    void ready();

    /** What an envelope says, for comparison with what was written. */
    String textOf(InboundEnvelope envelope);

    /** The account as it is configured now. */
    ChannelAccount configured();

    @Test
    default void storesWhatArrivesOnceAndInItsOrder() {
        RecordingInboundSink sink = new RecordingInboundSink();
        try (Node node = new Node(this, new InMemoryAccountLease(sink, states()))) {
            node.receives(sink, "first");
            arrives("one");
            arrives("two");
            arrives("three");
            awaitTexts(sink, "first", "one", "two", "three");
        }
    }

    @Test
    default void leavesTheAccountToAnotherNodeThatGoesOnWithoutLossOrRepetition() {
        RecordingInboundSink sink = new RecordingInboundSink();
        InMemoryAccountLease lease = new InMemoryAccountLease(sink, states());
        try (Node node = new Node(this, lease)) {
            node.receives(sink, "one");
            lease.lose();
            node.awaitEnd();
        }
        arrives("two");
        try (Node other = new Node(this, new InMemoryAccountLease(sink, states()))) {
            awaitTexts(sink, "one", "two");
            other.receives(sink, "three");
            awaitTexts(sink, "one", "two", "three");
        }
    }

    @Test
    default void losesNothingWhileTheStoreIsAway() {
        RecordingInboundSink sink = new RecordingInboundSink();
        try (Node node = new Node(this, new InMemoryAccountLease(sink, states()))) {
            node.receives(sink, "one");
            sink.fail();
            arrives("two");
            patiently().until(() -> sink.refused() > 0);
            sink.recover();
            awaitTexts(sink, "one", "two");
        }
    }

    @Test
    default void comesBackAfterAnOutageOfTheProviderAndHasLostNothing() {
        RecordingInboundSink sink = new RecordingInboundSink();
        try (Node node = new Node(this, new InMemoryAccountLease(sink, states()))) {
            node.receives(sink, "one");
            befall(ProviderTrouble.UNREACHABLE);
            arrives("two");
            recover();
            awaitTexts(sink, "one", "two");
        }
    }

    private void awaitTexts(RecordingInboundSink sink, String... texts) {
        patiently()
                .untilAsserted(() -> assertThat(
                                sink.stored().stream().map(this::textOf).toList())
                        .isEqualTo(List.of(texts)));
    }

    /** What the threads of a stand-in say of broken connections is no concern of the tests. */
    private static ConditionFactory patiently() {
        return await().dontCatchUncaughtExceptions().atMost(PATIENCE);
    }

    /** One node that serves the account. */
    final class Node implements AutoCloseable {
        private final BoundChannelContract contract;
        private final InMemoryAccountLease lease;
        private final Thread thread;

        Node(BoundChannelContract contract, InMemoryAccountLease lease) {
            this.contract = contract;
            this.lease = lease;
            this.thread = new Thread(() -> serve(lease), "node");
            thread.setDaemon(true);
            thread.start();
        }

        private void serve(AccountLease held) {
            try {
                contract.channel().serve(contract.configured(), held);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }

        /** Waits until something arrives here: a mailbox shows only what comes after it began to be watched. */
        void receives(RecordingInboundSink sink, String text) {
            contract.ready();
            int before = sink.stored().size();
            contract.arrives(text);
            patiently().until(() -> sink.stored().size() > before);
        }

        void awaitEnd() {
            thread.interrupt();
            patiently().until(() -> !thread.isAlive());
        }

        @Override
        public void close() {
            lease.lose();
            awaitEnd();
        }
    }
}
