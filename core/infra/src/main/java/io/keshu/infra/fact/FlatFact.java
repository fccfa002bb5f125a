package io.keshu.infra.fact;

import io.keshu.channels.api.ChannelAccountId;
import io.keshu.domain.agent.AgentGroupId;
import io.keshu.domain.conversation.ConversationId;
import io.keshu.domain.conversation.ConversationState;
import io.keshu.domain.fact.Fact;
import io.keshu.domain.message.Author;
import io.keshu.domain.message.DeliveryState;
import io.keshu.infra.store.Codes;
import java.sql.SQLException;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What facts differ in, as the columns of {@code fact} hold it.
 *
 * @param kind one of the numbers below, which are never given to anything else
 */
record FlatFact(
        int kind,
        @Nullable Integer number,
        @Nullable Integer author,
        @Nullable Integer from,
        @Nullable Integer to,
        @Nullable String what,
        @Nullable String detail) {

    private static final int MESSAGE_ADDED = 0;
    private static final int STATE_CHANGED = 1;
    private static final int DELIVERY_ENDED = 2;
    private static final int MEDIA_ENDED = 3;
    private static final int MENU_TAPPED = 4;
    private static final int SCENE_SCANNED = 5;

    /** The group's id is in {@code detail}. */
    private static final int GROUP_CHOSEN = 8;

    /** The rule's id is in {@code detail}. */
    private static final int RULE_FIRED = 9;

    /** What says that a scan made somebody a follower. */
    private static final String SUBSCRIBED = "subscribed";

    private static final String SCANNED = "scanned";

    static FlatFact of(Fact fact) {
        if (fact instanceof Fact.MessageAdded added) {
            return new FlatFact(
                    MESSAGE_ADDED, added.number(), Codes.of(added.author()), null, null, added.kind(), null);
        } else if (fact instanceof Fact.StateChanged changed) {
            ConversationState from = changed.from();
            return new FlatFact(
                    STATE_CHANGED,
                    null,
                    null,
                    from == null ? null : Codes.of(from),
                    Codes.of(changed.to()),
                    null,
                    null);
        } else if (fact instanceof Fact.DeliveryEnded ended) {
            return new FlatFact(
                    DELIVERY_ENDED, ended.number(), null, null, Codes.of(ended.state()), ended.reason(), null);
        } else if (fact instanceof Fact.MediaEnded media) {
            return told(MEDIA_ENDED, media.number(), media.state(), null);
        } else if (fact instanceof Fact.MenuTapped tapped) {
            return told(MENU_TAPPED, tapped.number(), tapped.button(), tapped.key());
        } else if (fact instanceof Fact.SceneScanned scan) {
            return told(SCENE_SCANNED, scan.number(), scan.subscribed() ? SUBSCRIBED : SCANNED, scan.scene());
        } else if (fact instanceof Fact.GroupChosen chosen) {
            return told(GROUP_CHOSEN, chosen.number(), null, chosen.group().toString());
        } else if (fact instanceof Fact.RuleFired fired) {
            return told(RULE_FIRED, fired.number(), null, Long.toString(fired.rule()));
        }
        throw new IllegalArgumentException("No row for " + fact);
    }

    private static FlatFact told(int kind, int number, @Nullable String what, @Nullable String detail) {
        return new FlatFact(kind, number, null, null, null, what, detail);
    }

    /** @throws SQLException if the columns hold no fact, such as one of a later version */
    Fact restore(ConversationId conversation, ChannelAccountId account, Instant at, String traceId)
            throws SQLException {
        return switch (kind) {
            case MESSAGE_ADDED ->
                new Fact.MessageAdded(
                        conversation,
                        account,
                        at,
                        traceId,
                        given(number),
                        Codes.constant(Author.Kind.class, given(author)),
                        given(what));
            case STATE_CHANGED ->
                new Fact.StateChanged(
                        conversation,
                        account,
                        at,
                        traceId,
                        Codes.optional(ConversationState.class, from),
                        Codes.constant(ConversationState.class, given(to)));
            case DELIVERY_ENDED ->
                new Fact.DeliveryEnded(
                        conversation,
                        account,
                        at,
                        traceId,
                        given(number),
                        Codes.constant(DeliveryState.class, given(to)),
                        what);
            case MEDIA_ENDED -> new Fact.MediaEnded(conversation, account, at, traceId, given(number), given(what));
            case MENU_TAPPED ->
                new Fact.MenuTapped(conversation, account, at, traceId, given(number), given(what), given(detail));
            case SCENE_SCANNED ->
                new Fact.SceneScanned(
                        conversation, account, at, traceId, given(number), given(detail), SUBSCRIBED.equals(what));
            case GROUP_CHOSEN ->
                new Fact.GroupChosen(
                        conversation,
                        account,
                        at,
                        traceId,
                        given(number),
                        new AgentGroupId(Long.parseLong(given(detail))));
            case RULE_FIRED ->
                new Fact.RuleFired(conversation, account, at, traceId, given(number), Long.parseLong(given(detail)));
            default -> throw new SQLException("No fact has the kind " + kind);
        };
    }

    private <T> T given(@Nullable T column) throws SQLException {
        if (column == null) {
            throw new SQLException("A column is empty in " + this);
        }
        return column;
    }
}
