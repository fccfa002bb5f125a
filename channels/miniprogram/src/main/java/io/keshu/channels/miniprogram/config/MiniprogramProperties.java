package io.keshu.channels.miniprogram.config;

import io.keshu.channels.weixin.config.CallTimes;
import io.keshu.channels.weixin.config.CallbackTimes;
import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * What holds for all mini programs of this hub.
 *
 * @param connectTimeout as {@link CallTimes#connectTimeout}
 * @param readTimeout as {@link CallTimes#readTimeout}
 * @param tokenTimeout as {@link CallTimes#tokenTimeout}
 * @param deliveryTimeout as {@link CallTimes#deliveryTimeout}
 * @param maxConnections as {@link CallTimes#maxConnections}
 * @param maxAge as {@link CallbackTimes#maxAge}
 * @param clockSkew as {@link CallbackTimes#clockSkew}
 * @param typingPath where typing is told; the documentation has named two places over the years
 */
@ConfigurationProperties(MiniprogramProperties.PREFIX)
public record MiniprogramProperties(
        @DefaultValue("2s") Duration connectTimeout,
        @DefaultValue("8s") Duration readTimeout,
        @DefaultValue("4s") Duration tokenTimeout,
        @DefaultValue("13s") Duration deliveryTimeout,
        @DefaultValue("400") int maxConnections,
        @DefaultValue("10m") Duration maxAge,
        @DefaultValue("2m") Duration clockSkew,
        @DefaultValue(DEFAULT_TYPING) String typingPath) {

    static final String PREFIX = "keshu.miniprogram";

    private static final String DEFAULT_TYPING = "/cgi-bin/message/custom/business/typing";

    public MiniprogramProperties {
        new CallTimes(connectTimeout, readTimeout, tokenTimeout, deliveryTimeout, maxConnections).check(PREFIX);
        new CallbackTimes(maxAge, clockSkew).check(PREFIX);
        if (!typingPath.startsWith("/")) {
            throw new IllegalArgumentException(PREFIX + ".typing-path must begin with a slash");
        }
    }

    /** What holds if nothing is configured. */
    public static MiniprogramProperties defaults() {
        CallTimes calls = CallTimes.DEFAULTS;
        CallbackTimes callbacks = CallbackTimes.DEFAULTS;
        return new MiniprogramProperties(
                calls.connectTimeout(),
                calls.readTimeout(),
                calls.tokenTimeout(),
                calls.deliveryTimeout(),
                calls.maxConnections(),
                callbacks.maxAge(),
                callbacks.clockSkew(),
                DEFAULT_TYPING);
    }

    /** Of calls to WeChat. */
    public CallTimes calls() {
        return new CallTimes(connectTimeout, readTimeout, tokenTimeout, deliveryTimeout, maxConnections);
    }

    /** Of WeChat's calls. */
    public CallbackTimes callbacks() {
        return new CallbackTimes(maxAge, clockSkew);
    }
}
