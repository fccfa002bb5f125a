package io.keshu.channels.api;

import java.time.Duration;
import java.util.List;
import java.util.OptionalInt;
import java.util.Set;

/**
 * When a provider lets the company write to a customer, and how often: everything that the customer does may open an allowance of its
 * own, and a message to her uses the one that ends first. Doing the same thing again fills that allowance and begins its time anew.
 * The hub counts by this to tell agents what is left; what the provider answers is right where the two differ.
 *
 * @param grants at most one of each trigger
 */
public record ReplyPolicy(List<Grant> grants) {

    public ReplyPolicy {
        grants = List.copyOf(grants);
        if (grants.stream().map(Grant::trigger).distinct().count() != grants.size()) {
            throw new IllegalArgumentException("A trigger opens one allowance: " + grants);
        }
    }

    /** What a customer does. */
    public enum Trigger {
        /** A message of any kind. */
        WROTE,
        /** A button of the account's menu. */
        MENU_TAPPED,
        SUBSCRIBED,
        SCANNED,
        PAID,
        ENTERED
    }

    /**
     * One allowance.
     *
     * @param buttons only with {@link Trigger#MENU_TAPPED}: the provider's kinds of button that count, in small letters; empty for all
     * @param messages how many messages may be sent; empty for any number
     * @param valid for how long, from when the customer did it
     */
    public record Grant(Trigger trigger, Set<String> buttons, OptionalInt messages, Duration valid) {

        public Grant {
            buttons = Set.copyOf(buttons);
            if (messages.isPresent() && messages.getAsInt() < 1) {
                throw new IllegalArgumentException("An allowance must have a message: " + messages);
            }
            if (valid.isNegative() || valid.isZero()) {
                throw new IllegalArgumentException("An allowance must last: " + valid);
            }
        }

        /** So many messages. */
        public static Grant of(Trigger trigger, int messages, Duration valid) {
            return new Grant(trigger, Set.of(), OptionalInt.of(messages), valid);
        }

        /** Any number of messages. */
        public static Grant unlimited(Trigger trigger, Duration valid) {
            return new Grant(trigger, Set.of(), OptionalInt.empty(), valid);
        }

        /** For these kinds of button only. */
        public Grant on(Set<String> kinds) {
            return new Grant(trigger, kinds, messages, valid);
        }
    }

    /** For how long anything that a customer does may matter. */
    public Duration longest() {
        return grants.stream().map(Grant::valid).max(Duration::compareTo).orElse(Duration.ZERO);
    }
}
