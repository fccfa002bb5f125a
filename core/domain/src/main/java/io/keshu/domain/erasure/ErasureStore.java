package io.keshu.domain.erasure;

import io.keshu.channels.api.ChannelAddress;
import io.keshu.domain.conversation.ConversationId;
import io.keshu.domain.customer.IdentityId;
import java.time.Instant;
import java.util.List;

/** Erasures that were ordered, and the erasing itself, durably. A port. Orders come in with the changes that cause them. */
public interface ErasureStore {

    /**
     * Takes erasures that are due. Each is given to one caller; it is due again at {@code until} unless it is {@link #done} by then.
     *
     * @return with the new number of attempts
     */
    List<Erasure> claim(Instant now, Instant until, int limit);

    /** All conversations of an identity, oldest first. */
    List<ConversationId> conversations(IdentityId identity);

    /**
     * Erases what a conversation holds of its customer and what hangs on it: words, fields, ids, media, what was still to be sent. Kinds,
     * authors, numbers, times and how deliveries ended stay. Repeating it changes nothing.
     *
     * @return false if a message is on its way or media are being fetched at this moment: nothing was changed then
     */
    boolean eraseConversation(Erasure erasure, ConversationId conversation);

    /**
     * Erases the bytes of the media that {@link #eraseConversation} erased, unless something else shows the same. Repeating it changes
     * nothing.
     *
     * @return false if some were stored so lately that somebody may be about to show the same: they are still there
     */
    boolean eraseBytes(Erasure erasure);

    /** Erases what is kept of the customer outside of conversations: name, rows set aside. Repeating it changes nothing. */
    void eraseCustomer(Erasure erasure);

    /**
     * Whether somebody is known under the address who never subscribed: a message that was overtaken by the customer's departure made
     * a customer of someone who had left already.
     */
    boolean strayed(ChannelAddress address);

    /** Sets when it is tried again, if nobody has claimed it since. */
    void postpone(Erasure erasure, Instant due, String problem);

    /** It is over; the address is forgotten. */
    void done(Erasure erasure, Instant at);

    /** How many are not done. */
    long countWaiting();
}
