package io.keshu.channels.testkit;

import io.keshu.channels.api.Acceptance;
import io.keshu.channels.api.AccountLease;
import io.keshu.channels.api.ChannelState;
import io.keshu.channels.api.InboundEnvelope;
import io.keshu.channels.api.InboundSink;
import io.keshu.channels.api.LeaseLostException;
import io.keshu.channels.api.StaleStateException;
import io.keshu.channels.api.StateChange;
import io.keshu.channels.api.StateKey;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/** The hub's side of a bound account, in memory: one lease that a test may take away, over states that outlive it. Thread-safe. */
public final class InMemoryAccountLease implements AccountLease {

    /** What is kept from one lease to the next. */
    public static final class States implements ChannelState {

        private final Map<StateKey, Entry> entries = new ConcurrentHashMap<>();

        @Override
        public Optional<Entry> find(StateKey key) {
            return Optional.ofNullable(entries.get(key));
        }
    }

    private final InboundSink sink;
    private final States states;
    private final List<Runnable> stops = new ArrayList<>();
    private boolean lost;

    /** @param sink where the envelopes go; what it throws is thrown, and no state is changed */
    public InMemoryAccountLease(InboundSink sink, States states) {
        this.sink = sink;
        this.states = states;
    }

    /** Another node has it now. */
    public void lose() {
        List<Runnable> told;
        synchronized (this) {
            lost = true;
            told = List.copyOf(stops);
            stops.clear();
        }
        told.forEach(Runnable::run);
    }

    @Override
    public synchronized boolean held() {
        return !lost;
    }

    @Override
    public void whenLost(Runnable stop) {
        synchronized (this) {
            if (!lost) {
                stops.add(stop);
                return;
            }
        }
        stop.run();
    }

    @Override
    public synchronized List<Acceptance.Kind> commit(List<InboundEnvelope> envelopes, List<StateChange> changes) {
        if (lost) {
            throw new LeaseLostException("Lost");
        }
        for (StateChange change : changes) {
            long version =
                    states.find(change.key()).map(ChannelState.Entry::version).orElse(0L);
            if (version != change.seenVersion()) {
                throw new StaleStateException("Changed: " + change.key().name());
            }
        }
        List<Acceptance.Kind> kinds =
                envelopes.stream().map(envelope -> sink.accept(envelope).kind()).toList();
        for (StateChange change : changes) {
            states.entries.put(change.key(), new ChannelState.Entry(change.value(), change.seenVersion() + 1));
        }
        return kinds;
    }
}
