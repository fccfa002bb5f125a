package io.keshu.channels.api;

import java.util.regex.Pattern;

/**
 * The name of a kind of channel, such as {@code wechat}: a value rather than an enum, so that a new channel changes nobody's
 * code. It appears in webhook addresses, metrics and the database.
 *
 * @param value 2 to 32 characters, lower case letters, digits and hyphens, starting with a letter
 */
public record ChannelType(String value) {

    private static final Pattern LEGAL = Pattern.compile("[a-z][a-z0-9-]{1,31}");

    public ChannelType {
        if (!LEGAL.matcher(value).matches()) {
            throw new IllegalArgumentException("Not a channel type: " + value);
        }
    }

    @Override
    public String toString() {
        return value;
    }
}
