package io.keshu.channels.api;

import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What a channel's state is about.
 *
 * @param user the customer whom it concerns, with whose data it is erased; null if it concerns the account
 * @param name 1 to 64 characters, letters, digits, dots and hyphens
 */
public record StateKey(ChannelAccountId account, @Nullable ExternalUserId user, String name) {

    private static final Pattern LEGAL = Pattern.compile("[A-Za-z0-9.-]{1,64}");

    public StateKey {
        if (!LEGAL.matcher(name).matches()) {
            throw new IllegalArgumentException("Not a name of a state: " + name);
        }
    }
}
