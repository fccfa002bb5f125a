package io.keshu.bot.menu;

import io.keshu.domain.autoreply.AutoAnswer;
import io.keshu.domain.autoreply.AutoReplyTask;

/** Rules that entries of a menu lead to. Thread-safe. */
public interface ChosenRules {

    /** Whether there is such a rule and it is on; from memory. */
    boolean fires(String rule);

    /** What the rule says to this tap, whatever else makes it fire. */
    AutoAnswer fire(AutoReplyTask task, String rule);
}
