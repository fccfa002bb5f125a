package io.keshu.channels.sandbox.world;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** The newest token over a restart. */
record SavedTokens(@Nullable String current, Instant currentUntil) {

    /** Leaves the token out. */
    @Override
    public String toString() {
        return "SavedTokens[until " + currentUntil + "]";
    }
}
