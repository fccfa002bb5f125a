package io.keshu.bot.match;

import io.keshu.bot.rule.Trigger;
import io.keshu.bot.rule.WordPattern;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.ahocorasick.trie.PayloadTrie;

/**
 * Finds the rules whose words may be in a text without asking each: whole texts by their hash, words within by one automaton over
 * all of them. A pattern is found by the word that it can't do without; one that has none is always a candidate.
 */
final class KeywordIndex {

    private final Map<String, BitSet> whole;
    private final PayloadTrie<BitSet> within;
    private final boolean anyWithin;
    private final BitSet always;

    private KeywordIndex(Map<String, BitSet> whole, Map<String, BitSet> within, BitSet always) {
        this.whole = whole;
        PayloadTrie.PayloadTrieBuilder<BitSet> builder = PayloadTrie.builder();
        within.forEach(builder::addKeyword);
        this.within = builder.build();
        this.anyWithin = !within.isEmpty();
        this.always = always;
    }

    /** @param rules those that are not keyword rules are passed over; candidates are places in this list */
    static KeywordIndex of(List<CompiledRule> rules) {
        Map<String, BitSet> whole = new HashMap<>();
        Map<String, BitSet> within = new HashMap<>();
        BitSet always = new BitSet();
        for (int place = 0; place < rules.size(); place++) {
            CompiledRule rule = rules.get(place);
            if (rule.trigger().kind() != Trigger.Kind.KEYWORD) {
                continue;
            }
            Map<String, BitSet> words = rule.trigger().match() == Trigger.Match.EXACT ? whole : within;
            for (String word : rule.words()) {
                words.computeIfAbsent(word, unknown -> new BitSet()).set(place);
            }
            for (WordPattern pattern : rule.patterns()) {
                Optional<String> fixed = pattern.fixedWord();
                if (fixed.isPresent()) {
                    within.computeIfAbsent(fixed.get(), unknown -> new BitSet()).set(place);
                } else {
                    always.set(place);
                }
            }
        }
        return new KeywordIndex(whole, within, always);
    }

    /** Adds the rules that may fire on this text, in {@link io.keshu.bot.rule.NormalText}'s form. */
    void candidates(String text, BitSet found) {
        found.or(always);
        BitSet exact = whole.get(text);
        if (exact != null) {
            found.or(exact);
        }
        if (anyWithin) {
            within.parseText(text, emit -> {
                found.or(emit.getPayload());
                return true;
            });
        }
    }

    /** The rules that have this keyword, compared in this way. */
    List<Integer> with(String word, Trigger.Match match, List<CompiledRule> rules) {
        List<Integer> found = new ArrayList<>();
        for (int place = 0; place < rules.size(); place++) {
            CompiledRule rule = rules.get(place);
            if (rule.trigger().kind() == Trigger.Kind.KEYWORD
                    && rule.trigger().match() == match
                    && rule.words().contains(word)) {
                found.add(place);
            }
        }
        return found;
    }
}
