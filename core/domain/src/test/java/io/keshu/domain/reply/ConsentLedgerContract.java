package io.keshu.domain.reply;

import static org.assertj.core.api.Assertions.assertThat;

import io.keshu.domain.conversation.ConversationId;
import io.keshu.domain.customer.IdentityId;
import io.keshu.domain.reply.ConsentLedger.Effect;
import io.keshu.domain.reply.ConsentLedger.Entry;
import io.keshu.domain.reply.ConsentLedger.Place;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What every {@link ConsentLedger} does. */
public abstract class ConsentLedgerContract {

    private static final Instant START = Instant.parse("2026-11-01T08:00:00Z");
    private static final IdentityId ANNA = new IdentityId(7);
    private static final IdentityId BERT = new IdentityId(8);

    private ConsentLedger ledger;

    /** One with nothing in it. */
    protected abstract ConsentLedger emptyLedger();

    @BeforeEach
    void begin() {
        ledger = emptyLedger();
    }

    private static Entry entry(int number, String template, IdentityId identity, Effect effect, int second) {
        return new Entry(
                new Place(new ConversationId(1), number), template, identity, effect, START.plusSeconds(second));
    }

    @Test
    void theLatestOfAnIdentityComeLastAndOthersNotAtAll() {
        Entry second = entry(2, "T", ANNA, Effect.USED, 20);
        Entry first = entry(1, "T", ANNA, Effect.GIVEN, 10);
        Entry third = entry(3, "T", ANNA, Effect.EMPTIED, 30);
        ledger.write(List.of(second, first, third, entry(4, "T", BERT, Effect.GIVEN, 5)));

        assertThat(ledger.latest(ANNA, 10)).containsExactly(first, second, third);
        assertThat(ledger.latest(ANNA, 2)).containsExactly(second, third);
    }

    @Test
    void whatIsWrittenAgainHoldsAsWrittenLast() {
        ledger.write(List.of(entry(1, "T", ANNA, Effect.USED, 10)));
        Entry failed = entry(1, "T", ANNA, Effect.NONE, 11);
        ledger.write(List.of(failed));

        assertThat(ledger.latest(ANNA, 10)).containsExactly(failed);
    }

    @Test
    void templatesThatDifferInCaseAreTwo() {
        ledger.write(List.of(entry(1, "aB", ANNA, Effect.GIVEN, 10), entry(1, "ab", ANNA, Effect.GIVEN, 10)));

        assertThat(ledger.latest(ANNA, 10)).hasSize(2);
    }

    @Test
    void placesAreKnownByTheirEntries() {
        ledger.write(List.of(entry(1, "T", ANNA, Effect.USED, 10)));

        Place known = new Place(new ConversationId(1), 1);
        assertThat(ledger.known(
                        List.of(known, new Place(new ConversationId(1), 2), new Place(new ConversationId(2), 1))))
                .containsExactly(known);
        assertThat(ledger.known(List.of())).isEmpty();
    }

    @Test
    void clearedItKnowsNothing() {
        ledger.write(List.of(entry(1, "T", ANNA, Effect.USED, 10)));
        ledger.clear();

        assertThat(ledger.latest(ANNA, 10)).isEmpty();
    }
}
