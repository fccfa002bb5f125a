package io.keshu.infra.fact;

import static org.assertj.core.api.Assertions.assertThat;

import io.keshu.channels.api.ChannelAccountId;
import io.keshu.domain.conversation.ConversationId;
import io.keshu.domain.fact.Fact;
import io.keshu.domain.fact.FactBatch;
import io.keshu.domain.message.Author;
import java.time.Instant;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;

class RecentFactsTest {

    private static final Fact FACT = new Fact.MessageAdded(
            new ConversationId(1),
            new ChannelAccountId(2),
            Instant.parse("2026-11-25T08:00:00Z"),
            "trace",
            1,
            Author.Kind.CUSTOMER,
            "text");

    private final RecentFacts recent = new RecentFacts();

    private static FactBatch batch(long id, int facts) {
        return new FactBatch(id, Collections.nCopies(facts, FACT));
    }

    @Test
    void finds_what_was_kept_and_leaves_out_what_was_not() {
        recent.keep(batch(1, 2));
        recent.keep(batch(2, 3));

        assertThat(recent.find(List.of(3L, 2L))).containsExactly(batch(2, 3));
    }

    @Test
    void forgets_the_oldest_when_there_are_too_many_facts() {
        recent.keep(batch(1, RecentFacts.MOST / 2));
        recent.keep(batch(2, RecentFacts.MOST / 2));
        recent.keep(batch(3, 1));

        assertThat(recent.find(List.of(1L, 2L, 3L))).extracting(FactBatch::id).containsExactly(2L, 3L);
    }

    @Test
    void a_batch_that_is_larger_than_all_that_may_be_kept_pushes_nothing_out() {
        recent.keep(batch(1, 1));
        recent.keep(batch(2, RecentFacts.MOST + 1));

        assertThat(recent.find(List.of(1L, 2L))).extracting(FactBatch::id).containsExactly(1L);
    }
}
