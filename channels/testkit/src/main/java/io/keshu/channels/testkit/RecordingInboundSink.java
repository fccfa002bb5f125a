package io.keshu.channels.testkit;

import io.keshu.channels.api.AcceptFailedException;
import io.keshu.channels.api.Acceptance;
import io.keshu.channels.api.ChannelAccountId;
import io.keshu.channels.api.ChannelAddress;
import io.keshu.channels.api.ExternalMessageId;
import io.keshu.channels.api.InboundEnvelope;
import io.keshu.channels.api.InboundSink;
import io.keshu.channels.api.OutboundContent;
import io.keshu.channels.api.OutboundMessage;
import io.keshu.channels.api.OutboundMessageId;
import io.keshu.channels.api.PassiveReply;
import io.keshu.channels.api.ReplyContext;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Consumer;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * The hub's side of accepting, in memory: stores each message of an account once, answers re-deliveries as duplicates, can fail as a
 * store does, and can have an automatic answer ready. Thread-safe.
 */
public final class RecordingInboundSink implements InboundSink {

    private record Key(ChannelAccountId account, ExternalMessageId id) {}

    private final Map<Key, InboundEnvelope> stored = new LinkedHashMap<>();
    private final Map<Key, RecordingPassiveReply> replies = new LinkedHashMap<>();
    private final List<Duration> deadlines = new ArrayList<>();
    private Consumer<InboundEnvelope> beforeStoring = envelope -> {};
    private @Nullable OutboundContent answer;
    private boolean failing;
    private int refused;

    @Override
    public synchronized CompletionStage<Acceptance> submit(InboundEnvelope envelope) {
        beforeStoring.accept(envelope);
        if (failing) {
            refused++;
            return CompletableFuture.failedFuture(new AcceptFailedException("The store is away"));
        }
        Key key = new Key(envelope.account(), envelope.id());
        boolean first = stored.putIfAbsent(key, envelope) == null;
        if (first && answer != null) {
            replies.put(key, new RecordingPassiveReply(answerTo(envelope, answer)));
        }
        return CompletableFuture.completedFuture(
                new Accepted(key, first ? Acceptance.Kind.NEW : Acceptance.Kind.DUPLICATE));
    }

    private OutboundMessage answerTo(InboundEnvelope envelope, OutboundContent content) {
        return new OutboundMessage(
                new OutboundMessageId(replies.size() + 1L),
                new ChannelAddress(envelope.account(), envelope.user()),
                content,
                new ReplyContext(envelope.id(), "trace"));
    }

    /** From now on every accept fails with nothing stored, until {@link #recover}. */
    public synchronized void fail() {
        failing = true;
    }

    /** How many accepts failed so far. */
    public synchronized int refused() {
        return refused;
    }

    /** Accepting works again. */
    public synchronized void recover() {
        failing = false;
    }

    /** From now on every new message has this automatic answer ready. */
    public void answerWith(String text) {
        answerWith(new OutboundContent.Text(text));
    }

    /** As {@link #answerWith(String)}. */
    public synchronized void answerWith(OutboundContent content) {
        answer = content;
    }

    /** Looks on at the moment before an envelope is stored. */
    public synchronized void beforeStoring(Consumer<InboundEnvelope> onlooker) {
        beforeStoring = onlooker;
    }

    /** What is stored, each message once, in order of arrival. */
    public synchronized List<InboundEnvelope> stored() {
        return List.copyOf(stored.values());
    }

    /** The deadlines with which channels asked for an automatic answer. */
    public synchronized List<Duration> askedWithin() {
        return List.copyOf(deadlines);
    }

    /** The answers that were ready, one for each message that had one. */
    public synchronized List<RecordingPassiveReply> replies() {
        return List.copyOf(replies.values());
    }

    private synchronized Optional<PassiveReply> ask(Key key, Duration deadline) {
        deadlines.add(deadline);
        return Optional.ofNullable(replies.get(key));
    }

    private final class Accepted implements Acceptance {
        private final Key key;
        private final Kind kind;

        Accepted(Key key, Kind kind) {
            this.key = key;
            this.kind = kind;
        }

        @Override
        public Kind kind() {
            return kind;
        }

        @Override
        public CompletionStage<Optional<PassiveReply>> replyWithin(
                Duration deadline, Predicate<OutboundContent> writable) {
            return CompletableFuture.completedFuture(ask(key, deadline)
                    .filter(reply -> writable.test(reply.message().content())));
        }
    }
}
