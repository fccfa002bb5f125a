package io.keshu.domain.media;

import io.keshu.channels.api.DeliveryProblem;
import io.keshu.channels.api.MediaId;
import io.keshu.domain.conversation.ConversationId;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What is known of media, durably. A port; the bytes lie in a {@link BlobStore}. */
public interface MediaItems {

    /**
     * Registers media that messages brought; those of messages that are registered already are passed by. Joins the caller's transaction
     * if there is one.
     */
    void register(Collection<MediaItem> pending);

    /** Adds media that are stored and belong to no message. */
    void add(MediaItem stored);

    /** Adds media that are stored, belong to no message and end by themselves. */
    void addUntil(MediaItem stored, Instant until);

    /** Those that were to end by now, the longest ended first. */
    List<MediaItem> ended(Instant now, int limit);

    /**
     * Forgets one that was to end.
     *
     * @return false if it is gone already
     */
    boolean removeEnded(MediaId id);

    /**
     * Claims pending media that are due: until {@code until} nobody else gets them, and if they are not ended or postponed by then they are
     * due again. Each comes back with its number of attempts, which names this claim.
     */
    List<MediaItem> claimDue(Instant now, Instant until, int limit);

    /**
     * Leaves them for later, with the reason.
     *
     * @return false if the claim was lost or they have ended meanwhile
     */
    boolean postpone(MediaItem claimed, Instant dueAt, @Nullable DeliveryProblem why);

    /**
     * Writes the end, together with the fact of it.
     *
     * @param ended a claimed item in a state other than pending
     * @return false if the claim was lost or they have ended meanwhile
     */
    boolean end(MediaItem ended, Instant at, long factBatch);

    Optional<MediaItem> find(MediaId id);

    /** Those that exist, in no particular order. */
    List<MediaItem> find(Collection<MediaId> ids);

    /** What messages of a conversation brought, both numbers included; in no particular order. */
    List<MediaItem> ofMessages(ConversationId conversation, int from, int to);

    /** How many wait to be fetched, counted up to {@link io.keshu.domain.ops.HubHealth#COUNTED}. */
    long countPending();

    /**
     * When the oldest of those came that wait to be fetched; where more than {@link io.keshu.domain.ops.HubHealth#COUNTED} wait, of those
     * that are due soonest.
     */
    Optional<Instant> oldestPending();

    /**
     * Has media fetched once more that were lost.
     *
     * @return false if they are not lost, or not there
     */
    boolean retry(MediaId id, Instant now);

    /**
     * Takes the sweep that is due, for one of all who ask.
     *
     * @param next when the next one is due
     */
    boolean takeSweep(Instant now, Instant next);

    /** Stored media of customers' messages that came before a time, by their ids. What the company itself uploaded is not among them. */
    List<MediaItem> storedBefore(Instant time, MediaId after, int limit);

    /**
     * Marks stored media as cleared, together with the facts of it.
     *
     * @return how many there were
     */
    int clear(Collection<MediaItem> stored, Instant at, long factBatch);

    /** Which of these bytes anything shows: the SHA-256 of each. */
    Set<String> inUse(Collection<BlobRef> blobs);
}
