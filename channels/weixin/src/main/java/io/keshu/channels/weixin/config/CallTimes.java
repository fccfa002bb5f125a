package io.keshu.channels.weixin.config;

import java.time.Duration;

/**
 * How long calls to WeChat may take, and how many there are at once.
 *
 * @param connectTimeout for a connection to WeChat; nothing was sent when it runs out
 * @param readTimeout for WeChat's whole answer to one call; the end is unclear when it runs out
 * @param tokenTimeout for WeChat's whole answer when an access token is fetched; nothing was sent when it runs out
 * @param deliveryTimeout for one attempt in all, token and retry included; at most 14 s
 * @param maxConnections kept open to WeChat, hence the number of messages on their way at once
 */
public record CallTimes(
        Duration connectTimeout,
        Duration readTimeout,
        Duration tokenTimeout,
        Duration deliveryTimeout,
        int maxConnections) {

    private static final Duration LONGEST_DELIVERY = Duration.ofSeconds(14);

    /** Below the 15 seconds after which the hub takes a message for lost. */
    public static final CallTimes DEFAULTS = new CallTimes(
            Duration.ofSeconds(2), Duration.ofSeconds(8), Duration.ofSeconds(4), Duration.ofSeconds(13), 400);

    /**
     * @param prefix of the properties, for the words
     * @throws IllegalArgumentException if a value makes no sense
     */
    public void check(String prefix) {
        positive(prefix + ".connect-timeout", connectTimeout);
        positive(prefix + ".read-timeout", readTimeout);
        positive(prefix + ".token-timeout", tokenTimeout);
        positive(prefix + ".delivery-timeout", deliveryTimeout);
        atMost(prefix + ".delivery-timeout", deliveryTimeout, LONGEST_DELIVERY);
        if (maxConnections < 1) {
            throw new IllegalArgumentException(prefix + ".max-connections must be at least 1");
        }
    }

    /** @throws IllegalArgumentException unless it is longer than nothing */
    public static void positive(String name, Duration value) {
        if (value.isNegative() || value.isZero()) {
            throw new IllegalArgumentException(name + " must be positive");
        }
    }

    /** @throws IllegalArgumentException if it is longer than that */
    public static void atMost(String name, Duration value, Duration limit) {
        if (value.compareTo(limit) > 0) {
            throw new IllegalArgumentException(name + " must be at most " + limit.toMillis() + " ms");
        }
    }
}
