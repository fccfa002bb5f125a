package io.keshu.stats;

import io.keshu.channels.api.ChannelType;
import io.keshu.domain.message.Author;
import java.time.Instant;

/**
 * How many messages of one kind of author one hour saw on the accounts of one channel.
 *
 * @param hour the start of a UTC hour
 * @param channel {@link MessageStats#UNKNOWN} where nobody knew the account
 * @param count at least 1
 */
public record HourlyCount(Instant hour, ChannelType channel, Author.Kind author, long count) {

    /** Which way messages go. */
    public enum Direction {
        /** From the customer. */
        IN,
        /** To the customer. */
        OUT
    }

    public Direction direction() {
        return author == Author.Kind.CUSTOMER ? Direction.IN : Direction.OUT;
    }
}
