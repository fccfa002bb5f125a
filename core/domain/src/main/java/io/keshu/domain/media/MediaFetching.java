package io.keshu.domain.media;

import io.keshu.channels.api.ChannelAccount;
import io.keshu.channels.api.ChannelAccounts;
import io.keshu.channels.api.DeliveryProblem;
import io.keshu.channels.api.DeliveryProblem.Reason;
import io.keshu.channels.api.MediaFetch;
import io.keshu.channels.api.MediaSource;
import io.keshu.channels.api.MediaSource.MediaRetention;
import io.keshu.domain.account.Channels;
import io.keshu.domain.conversation.ConversationStore;
import io.keshu.domain.message.Message;
import io.keshu.domain.message.MessageContent;
import io.keshu.domain.store.StoreUnavailableException;
import java.io.IOException;
import java.io.InputStream;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/** One attempt to fetch one thing, and what its end means. Thread-safe. */
public final class MediaFetching {

    /** How often an answer without a byte in it is believed to be a passing fault. */
    private static final int EMPTY_ANSWERS = 5;

    /** How often media wait for the picture that stands for them, before they are shown without. */
    private static final int POSTER_ATTEMPTS = 3;

    /** A poster is small; what is larger is none. */
    private static final long LARGEST_POSTER = 2L << 20;

    private final ConversationStore conversations;
    private final ChannelAccounts accounts;
    private final Channels channels;
    private final MediaKeeper keeper;
    private final Clock clock;

    public MediaFetching(
            ConversationStore conversations,
            ChannelAccounts accounts,
            Channels channels,
            MediaKeeper keeper,
            Clock clock) {
        this.conversations = conversations;
        this.accounts = accounts;
        this.channels = channels;
        this.keeper = keeper;
        this.clock = clock;
    }

    /** How an attempt ended. */
    sealed interface Outcome {

        /** @param item in its last state */
        record Ended(MediaItem item) implements Outcome {}

        record Later(Duration after, DeliveryProblem problem) implements Outcome {}
    }

    /** What is needed to ask the provider. */
    private record Source(MediaSource channel, ChannelAccount account, MediaRetention retention) {}

    /** What to ask for. */
    private record Wanted(String reference, @Nullable String poster) {}

    Outcome fetch(MediaItem item) {
        MessageRef message = item.message();
        Optional<Wanted> wanted = message == null
                ? Optional.empty()
                : conversations
                        .message(message.conversation(), message.number())
                        .map(Message::content)
                        .flatMap(MediaFetching::wanted);
        if (message == null || wanted.isEmpty()) {
            return failed(item, Reason.MEDIA_MISSING, "The message names no media");
        }
        Optional<ChannelAccount> account = accounts.find(message.account());
        Optional<Source> source = account.flatMap(found -> source(found, item));
        if (account.isEmpty() || source.isEmpty()) {
            return failed(item, Reason.MEDIA_MISSING, "The account is gone, or its channel has no such media");
        }
        return attempt(item, source.get(), wanted.get());
    }

    private static Optional<Wanted> wanted(MessageContent content) {
        return MediaKinds.reference(content)
                .filter(reference -> !reference.isEmpty())
                .map(reference -> new Wanted(
                        reference,
                        MediaKinds.posterReference(content)
                                .filter(poster -> !poster.isEmpty())
                                .orElse(null)));
    }

    private Optional<Source> source(ChannelAccount account, MediaItem item) {
        return channels.find(account.type())
                .filter(MediaSource.class::isInstance)
                .map(MediaSource.class::cast)
                .flatMap(channel -> Optional.ofNullable(channel.mediaRetention().get(item.kind()))
                        .map(retention -> new Source(channel, account, retention)));
    }

    private Outcome attempt(MediaItem item, Source source, Wanted wanted) {
        if (!source.account.enabled()) {
            return later(item, source, Duration.ofMinutes(1), problem(Reason.ACCOUNT_DISABLED, "Switched off"));
        }
        try {
            AtomicReference<@Nullable BlobRef> poster = new AtomicReference<>();
            if (wanted.poster != null
                    && poster(source, wanted.poster, poster) instanceof MediaFetch.RetryLater retry
                    && item.attempts() < POSTER_ATTEMPTS) {
                // First the small one: what is large is then fetched once.
                return later(item, source, retry.after(), retry.problem());
            }
            return fetch(item, source, wanted.reference, poster.get());
        } catch (StoreUnavailableException e) {
            return new Outcome.Later(Duration.ZERO, problem(Reason.INTERNAL, String.valueOf(e.getMessage())));
        }
    }

    private MediaFetch poster(Source source, String reference, AtomicReference<@Nullable BlobRef> poster) {
        return source.channel.fetchMedia(
                source.account.id(),
                reference,
                (name, body) ->
                        poster.set(keeper.keepSmall(body, LARGEST_POSTER).orElse(null)));
    }

    private Outcome fetch(MediaItem item, Source source, String reference, @Nullable BlobRef poster) {
        AtomicReference<@Nullable KeepResult> kept = new AtomicReference<>();
        MediaFetch fetch = source.channel.fetchMedia(
                source.account.id(), reference, (name, body) -> kept.set(keep(item, source, name, body)));
        KeepResult result = kept.get();
        if (result != null && !(result instanceof KeepResult.Stored)) {
            // The receiver turned it away, which to the channel may look like any broken call.
            return refused(item, source, result);
        }
        if (fetch instanceof MediaFetch.Fetched && result instanceof KeepResult.Stored stored) {
            return new Outcome.Ended(item.stored(stored.kept().shownBy(poster)));
        }
        return missed(item, source, fetch);
    }

    private Outcome missed(MediaItem item, Source source, MediaFetch fetch) {
        if (fetch instanceof MediaFetch.Expired expired) {
            return new Outcome.Ended(item.lost(MediaState.EXPIRED, expired.problem()));
        } else if (fetch instanceof MediaFetch.Refused refused) {
            return new Outcome.Ended(item.lost(MediaState.FAILED, refused.problem()));
        } else if (fetch instanceof MediaFetch.RetryLater retry) {
            return later(item, source, retry.after(), retry.problem());
        }
        return later(item, source, Duration.ZERO, problem(Reason.INTERNAL, "Fetched, but nothing was received"));
    }

    private KeepResult keep(MediaItem item, Source source, @Nullable String name, InputStream body) throws IOException {
        return keeper.keep(body, name == null ? "" : name, item.kind(), source.retention.maxBytes(), type -> true);
    }

    private Outcome refused(MediaItem item, Source source, KeepResult result) {
        if (result instanceof KeepResult.TooLarge large) {
            return failed(item, Reason.MEDIA_TOO_LARGE, "More than " + large.maxBytes() + " bytes");
        } else if (result instanceof KeepResult.OtherType other) {
            return failed(item, Reason.MEDIA_TYPE_REFUSED, "It says " + item.kind() + " and is " + other.contentType());
        }
        DeliveryProblem empty = problem(Reason.MEDIA_MISSING, "0 bytes");
        return item.attempts() < EMPTY_ANSWERS
                ? later(item, source, Duration.ZERO, empty)
                : new Outcome.Ended(item.lost(MediaState.FAILED, empty));
    }

    private Outcome later(MediaItem item, Source source, Duration after, DeliveryProblem why) {
        Instant gone = item.createdAt().plus(source.retention.keptFor());
        return clock.instant().isBefore(gone)
                ? new Outcome.Later(after, why)
                : new Outcome.Ended(item.lost(MediaState.EXPIRED, why));
    }

    private static Outcome failed(MediaItem item, Reason reason, String detail) {
        return new Outcome.Ended(item.lost(MediaState.FAILED, problem(reason, detail)));
    }

    private static DeliveryProblem problem(Reason reason, String detail) {
        return new DeliveryProblem(reason, "", detail);
    }
}
