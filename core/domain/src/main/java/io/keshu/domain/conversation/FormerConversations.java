package io.keshu.domain.conversation;

import io.keshu.domain.account.AccountDirectory;
import io.keshu.domain.account.FormerAccount;
import io.keshu.domain.conversation.ConversationEditor.Decision;
import io.keshu.domain.conversation.ConversationStore.ConversationWithIdentity;
import io.keshu.domain.customer.IdentityId;
import io.keshu.domain.message.Author;
import io.keshu.domain.message.MessageContent;
import io.keshu.domain.store.StoreUnavailableException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Ends the open conversations of accounts that were deleted: nobody can be answered there any more. What follows from the conversations
 * themselves survives every crash, and two nodes that do it at the same time end each of them once.
 */
public final class FormerConversations {

    /** How long messages may still come that were accepted before every node knew of the deletion. */
    static final Duration FRESH = Duration.ofHours(1);

    private static final int PAGE = 200;
    private static final String TRACE = "account-deleted";
    private static final Logger log = LoggerFactory.getLogger(FormerConversations.class);

    private final AccountDirectory accounts;
    private final ConversationStore store;
    private final ConversationEditor editor;
    private final Clock clock;

    /** When all of them were looked at last, those that were deleted long ago included. Of one thread. */
    private @Nullable Instant lookedAtAll;

    public FormerConversations(
            AccountDirectory accounts, ConversationStore store, ConversationEditor editor, Clock clock) {
        this.accounts = accounts;
        this.store = store;
        this.editor = editor;
        this.clock = clock;
    }

    /** To be called every few seconds, by one thread. */
    public synchronized void sweep() {
        Instant now = clock.instant();
        boolean all = lookedAtAll == null || lookedAtAll.plus(FRESH).isBefore(now);
        for (FormerAccount account : accounts.former()) {
            if (all || account.deletedAt().plus(FRESH).isAfter(now)) {
                endAll(account);
            }
        }
        if (all) {
            lookedAtAll = now;
        }
    }

    private void endAll(FormerAccount account) {
        int ended = 0;
        @Nullable IdentityId after = null;
        List<ConversationWithIdentity> page;
        do {
            page = store.openOf(account.id(), after, PAGE);
            for (ConversationWithIdentity open : page) {
                ended += end(open.conversation().id()) ? 1 : 0;
                after = open.identity().id();
            }
        } while (page.size() == PAGE);
        if (ended > 0) {
            log.info("event=conversations_ended account={} reason=account_deleted number={}", account.id(), ended);
        }
    }

    private boolean end(ConversationId id) {
        try {
            return editor.edit(id, this::end).orElse(false);
        } catch (StoreUnavailableException e) {
            throw e;
        } catch (RuntimeException e) {
            // The others are to end nevertheless; this one is tried again by the next sweep.
            log.warn("event=conversation_not_ended conversation={} detail=\"{}\"", id, String.valueOf(e));
            return false;
        }
    }

    private Decision<Boolean> end(ConversationWithIdentity read) {
        if (!read.conversation().state().open()) {
            return Decision.nothing(false);
        }
        ConversationDraft draft = ConversationDraft.of(read.conversation(), read.identity());
        draft.close(
                Author.SYSTEM,
                MessageContent.StateChanged.ACCOUNT_DELETED,
                TRACE,
                clock.instant().truncatedTo(ChronoUnit.MICROS));
        return Decision.of(true, draft, read.identity().lane(), TRACE);
    }
}
