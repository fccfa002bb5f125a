package io.keshu.infra;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * How the data of customers who left is erased.
 *
 * @param strayLimit how long after a customer left a message may still come that was sent before: providers repeat what was not
 *     answered, and it would make a customer of someone who is none any more
 */
@ConfigurationProperties("keshu.erasure")
public record ErasureProperties(@DefaultValue("1m") Duration strayLimit) {

    public ErasureProperties {
        if (strayLimit.isNegative()) {
            throw new IllegalArgumentException("keshu.erasure.stray-limit must not be negative");
        }
    }
}
