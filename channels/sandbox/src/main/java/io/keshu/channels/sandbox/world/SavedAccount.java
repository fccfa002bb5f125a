package io.keshu.channels.sandbox.world;

import java.util.List;

/** An account over a restart. */
record SavedAccount(AccountSettings settings, SavedTokens stableTokens, List<SavedFollower> followers) {}
