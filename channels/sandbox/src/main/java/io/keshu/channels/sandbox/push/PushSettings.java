package io.keshu.channels.sandbox.push;

import java.time.Duration;

/**
 * How accounts are pushed to.
 *
 * @param deadline for the whole answer to one try
 * @param interval from the beginning of a try to the next
 * @param tries at most so many
 * @param inFlight tries at once, over all accounts
 * @param seed of the order in which collected pushes are sent
 */
public record PushSettings(Duration deadline, Duration interval, int tries, int inFlight, long seed) {

    /** As WeChat does. */
    public static final PushSettings WECHAT = new PushSettings(Duration.ofSeconds(5), Duration.ofSeconds(5), 3, 200, 1);

    /** @throws IllegalArgumentException if a number makes no sense */
    public PushSettings {
        if (deadline.isNegative() || deadline.isZero() || interval.isNegative() || tries < 1 || inFlight < 1) {
            throw new IllegalArgumentException("Pushing needs a positive deadline, a try and one at once");
        }
    }
}
