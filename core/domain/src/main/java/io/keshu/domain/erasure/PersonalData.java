package io.keshu.domain.erasure;

import io.keshu.domain.conversation.ConversationId;
import java.util.List;

/** Whoever keeps personal data of customers in tables of its own. Each is asked until it has succeeded. */
public interface PersonalData {

    /**
     * Erases everything that is kept about this customer. Called outside lock and transaction, possibly more than once.
     *
     * @param conversations all that the customer had
     * @throws RuntimeException leaves the erasure to be tried again
     */
    void erase(Erasure erasure, List<ConversationId> conversations);
}
