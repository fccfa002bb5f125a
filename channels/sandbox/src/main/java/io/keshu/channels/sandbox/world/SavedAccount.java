package io.keshu.channels.sandbox.world;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * An account over a restart.
 *
 * @param menus null in what was kept before there were menus
 */
record SavedAccount(
        AccountSettings settings,
        SavedTokens stableTokens,
        List<SavedFollower> followers,
        Menus.@Nullable Saved menus) {}
