package io.keshu.domain.fact;

import java.util.List;

/**
 * The facts of one transaction.
 *
 * @param id unique; says nothing about the order of commits
 */
public record FactBatch(long id, List<Fact> facts) {

    public FactBatch {
        facts = List.copyOf(facts);
    }
}
