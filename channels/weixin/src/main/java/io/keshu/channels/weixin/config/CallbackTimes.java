package io.keshu.channels.weixin.config;

import java.time.Duration;

/**
 * Which timestamps of WeChat's calls count as now.
 *
 * @param maxAge how old a call's timestamp may be, unless its account doesn't check timestamps
 * @param clockSkew how far it may lie in the future
 */
public record CallbackTimes(Duration maxAge, Duration clockSkew) {

    /** Ten minutes back, two ahead. */
    public static final CallbackTimes DEFAULTS = new CallbackTimes(Duration.ofMinutes(10), Duration.ofMinutes(2));

    /**
     * @param prefix of the properties, for the words
     * @throws IllegalArgumentException if a value makes no sense
     */
    public void check(String prefix) {
        CallTimes.positive(prefix + ".max-age", maxAge);
        if (clockSkew.isNegative()) {
            throw new IllegalArgumentException(prefix + ".clock-skew must not be negative");
        }
    }
}
