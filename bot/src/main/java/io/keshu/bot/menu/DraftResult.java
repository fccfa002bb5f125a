package io.keshu.bot.menu;

import io.keshu.channels.api.MenuFault;
import io.keshu.channels.api.MenuProblem;
import java.util.List;

/** What became of a draft that was to be saved. */
public sealed interface DraftResult {

    /** @param leftOut names of what the account shows and a draft can't hold; only after it was pulled */
    record Saved(MenuState state, List<String> leftOut) implements DraftResult {}

    /** It can't be stored; nothing was changed. */
    record Refused(List<MenuFault> faults) implements DraftResult {}

    /** Somebody else changed it since; nothing was changed. */
    record Changed(MenuState now) implements DraftResult {}

    /** The account could not be asked what it shows; nothing was changed. */
    record NotPulled(MenuProblem problem) implements DraftResult {}
}
