package io.keshu.channels.testkit;

import io.keshu.channels.api.AcceptFailedException;
import io.keshu.channels.api.Acceptance;
import io.keshu.channels.api.ChannelAddress;
import io.keshu.channels.api.CustomerNames;
import io.keshu.channels.api.CustomerRecall;
import io.keshu.channels.api.CustomerTimeline;
import io.keshu.channels.api.CustomerWatch;
import io.keshu.channels.api.ExternalMessageId;
import io.keshu.channels.api.InboundEnvelope;
import io.keshu.channels.api.InboundSink;
import io.keshu.channels.api.InboundSinks;
import io.keshu.channels.api.OutboundContent;
import io.keshu.channels.api.PassiveReply;
import io.keshu.channels.api.Signal;
import io.keshu.channels.api.SignalSink;
import io.keshu.channels.api.StoredMedia;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * The hub's side of channels that show customers their timelines, in memory: what is accepted is in the timeline at once. Thread-safe.
 */
public final class InMemoryVisitors
        implements InboundSinks, CustomerTimeline, CustomerWatch, CustomerRecall, SignalSink, CustomerNames {

    private final Map<ChannelAddress, List<Entry>> timelines = new ConcurrentHashMap<>();
    private final Map<ChannelAddress, List<Watcher>> watchers = new ConcurrentHashMap<>();
    private final List<Signal> signals = new CopyOnWriteArrayList<>();
    private final List<InboundEnvelope> accepted = new CopyOnWriteArrayList<>();
    private final Map<ChannelAddress, String> names = new ConcurrentHashMap<>();
    private volatile boolean away;

    /** Whether the store can't be asked from now on. */
    public void away(boolean isAway) {
        away = isAway;
    }

    /** What customers signalled. */
    public List<Signal> signals() {
        return List.copyOf(signals);
    }

    /** What customers are called. */
    public Map<ChannelAddress, String> names() {
        return Map.copyOf(names);
    }

    @Override
    public boolean named(ChannelAddress customer, String name) {
        if (timelines.containsKey(customer)) {
            names.put(customer, name);
        }
        return timelines.containsKey(customer);
    }

    /** What was accepted, each once. */
    public List<InboundEnvelope> accepted() {
        return List.copyOf(accepted);
    }

    /** An agent writes to a customer. */
    public void say(ChannelAddress to, OutboundContent content, @Nullable StoredMedia media) {
        add(to, Writer.AGENT, "小美", null, new Content.Sent(content), media);
    }

    private void asking() {
        if (away) {
            throw new AcceptFailedException("The store is away", new IllegalStateException("away"));
        }
    }

    private void add(
            ChannelAddress who,
            Writer writer,
            @Nullable String name,
            @Nullable ExternalMessageId id,
            Content content,
            @Nullable StoredMedia media) {
        List<Entry> entries = timelines.computeIfAbsent(who, unused -> new ArrayList<>());
        synchronized (entries) {
            String place = Integer.toString(entries.size() + 1);
            entries.add(new Entry(place, place, writer, name, Instant.EPOCH, id, content, media, false));
        }
        watchers.getOrDefault(who, List.of()).forEach(Watcher::news);
    }

    @Override
    public InboundSink sink(String traceId) {
        return envelope -> {
            try {
                return CompletableFuture.completedFuture(accept(envelope));
            } catch (AcceptFailedException e) {
                return CompletableFuture.failedFuture(e);
            }
        };
    }

    private Acceptance accept(InboundEnvelope envelope) {
        asking();
        ChannelAddress who = new ChannelAddress(envelope.account(), envelope.user());
        boolean known;
        synchronized (accepted) {
            known = accepted.stream()
                    .anyMatch(one ->
                            one.account().equals(envelope.account()) && one.id().equals(envelope.id()));
            if (!known) {
                accepted.add(envelope);
            }
        }
        if (!known) {
            add(who, Writer.CUSTOMER, null, envelope.id(), new Content.Received(envelope.content()), null);
        }
        return new Taken(known ? Acceptance.Kind.DUPLICATE : Acceptance.Kind.NEW);
    }

    private record Taken(Kind kind) implements Acceptance {
        @Override
        public CompletionStage<Optional<PassiveReply>> replyWithin(
                Duration deadline, Predicate<OutboundContent> writable) {
            return CompletableFuture.completedFuture(Optional.empty());
        }
    }

    private List<Entry> entries(ChannelAddress who) {
        asking();
        List<Entry> entries = timelines.getOrDefault(who, List.of());
        synchronized (entries) {
            return List.copyOf(entries);
        }
    }

    private static int place(String cursor) {
        return Integer.parseInt(cursor);
    }

    @Override
    public Page after(ChannelAddress customer, @Nullable String cursor, int limit) {
        List<Entry> all = entries(customer);
        int from = cursor == null ? Math.max(0, all.size() - limit) : Math.min(place(cursor), all.size());
        List<Entry> page = all.subList(from, Math.min(all.size(), from + limit));
        String end = page.isEmpty() ? cursor : page.get(page.size() - 1).cursor();
        return new Page(page, List.of(), end, from + limit < all.size(), from > 0, null);
    }

    @Override
    public Page before(ChannelAddress customer, String cursor, int limit) {
        int to = place(cursor) - 1;
        int from = Math.max(0, to - limit);
        List<Entry> page = entries(customer).subList(from, to);
        return new Page(page, List.of(), page.isEmpty() ? cursor : page.get(0).cursor(), false, from > 0, null);
    }

    @Override
    public Optional<Entry> find(ChannelAddress customer, String key) {
        return entries(customer).stream()
                .filter(entry -> entry.key().equals(key))
                .findFirst();
    }

    @Override
    public Registration watch(ChannelAddress customer, Watcher watcher) {
        List<Watcher> all = watchers.computeIfAbsent(customer, unused -> new CopyOnWriteArrayList<>());
        all.add(watcher);
        return () -> all.remove(watcher);
    }

    /** How many watch this customer. */
    public int watching(ChannelAddress customer) {
        return watchers.getOrDefault(customer, List.of()).size();
    }

    @Override
    public void relay(ChannelAddress customer, Signal signal) {
        watchers.getOrDefault(customer, List.of()).forEach(watcher -> watcher.signalled(signal));
    }

    @Override
    public void signal(ChannelAddress from, Signal signal) {
        asking();
        if (signal instanceof Signal.Read read) {
            int unused = place(read.upTo());
        }
        signals.add(signal);
    }

    @Override
    public Result recall(ChannelAddress customer, ExternalMessageId message) {
        asking();
        List<Entry> entries = timelines.getOrDefault(customer, List.of());
        synchronized (entries) {
            for (int i = 0; i < entries.size(); i++) {
                Entry entry = entries.get(i);
                if (message.equals(entry.id())) {
                    entries.set(
                            i,
                            new Entry(
                                    entry.cursor(),
                                    entry.key(),
                                    entry.writer(),
                                    entry.name(),
                                    entry.at(),
                                    entry.id(),
                                    new Content.Recalled(),
                                    null,
                                    entry.read()));
                    return Result.RECALLED;
                }
            }
        }
        return Result.UNKNOWN;
    }
}
