package io.keshu.bot.menu;

import io.keshu.channels.api.MenuFault;
import java.util.List;

/** What became of a menu that was to be published. */
public sealed interface PublishResult {

    /** It ended; how is told by the {@link MenuState#latest()} of what is now. */
    record Ended(MenuState now) implements PublishResult {}

    /** The menu may not be published as it is; nothing was changed. */
    record Refused(List<MenuFault> faults) implements PublishResult {}

    /** Somebody else changed the draft or published since; nothing was changed. */
    record Changed(MenuState now) implements PublishResult {}

    /** A publication of this account runs already; nothing was changed. */
    record Busy(MenuVersion running) implements PublishResult {}
}
