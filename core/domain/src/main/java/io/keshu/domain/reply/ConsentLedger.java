package io.keshu.domain.reply;

import io.keshu.domain.conversation.ConversationId;
import io.keshu.domain.customer.IdentityId;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Set;

/** What each message did to the customer's consents to templates. A port; writing joins the transaction it is called in. */
public interface ConsentLedger {

    /** Longest template id that is kept, in characters. */
    int MAX_TEMPLATE = 128;

    /** What a message did. */
    enum Effect {
        /** One more may be sent. */
        GIVEN,
        /** One was used. */
        USED,
        /** Nothing: a message that did not leave. */
        NONE,
        /** There are none left, whatever was before. */
        EMPTIED
    }

    /** A message of a timeline. */
    record Place(ConversationId conversation, int number) {}

    /**
     * @param template 1 to {@value #MAX_TEMPLATE} characters
     * @param at when it did so
     */
    record Entry(Place place, String template, IdentityId identity, Effect effect, Instant at) {}

    /** Writes entries; of the same place and template the last one written holds. */
    void write(List<Entry> entries);

    /** Which of these places have an entry. */
    Set<Place> known(Collection<Place> places);

    /** The latest entries of an identity, the latest last. */
    List<Entry> latest(IdentityId identity, int limit);

    /** Forgets everything. */
    void clear();
}
