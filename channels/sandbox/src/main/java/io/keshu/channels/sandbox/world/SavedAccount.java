package io.keshu.channels.sandbox.world;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * An account over a restart.
 *
 * @param menus null in what was kept before there were menus
 * @param codes null in what was kept before there were QR codes
 */
record SavedAccount(
        AccountSettings settings,
        SavedTokens stableTokens,
        List<SavedFollower> followers,
        Menus.@Nullable Saved menus,
        @Nullable List<SceneCodes.Code> codes) {}
