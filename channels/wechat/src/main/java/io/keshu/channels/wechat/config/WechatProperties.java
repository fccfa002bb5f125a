package io.keshu.channels.wechat.config;

import io.keshu.channels.weixin.config.CallTimes;
import io.keshu.channels.weixin.config.CallbackTimes;
import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * What holds for all official accounts of this hub. The defaults keep one attempt to deliver below the 15 seconds after which the hub
 * takes a message for lost.
 *
 * @param connectTimeout for a connection to WeChat; nothing was sent when it runs out
 * @param readTimeout for WeChat's whole answer to one call; the end is unclear when it runs out
 * @param tokenTimeout for WeChat's whole answer when an access token is fetched; nothing was sent when it runs out
 * @param deliveryTimeout for one attempt in all, token and retry included; at most 14 s
 * @param maxConnections kept open to WeChat, hence the number of messages on their way at once
 * @param maxAge how old a call's timestamp may be, unless its account doesn't check timestamps
 * @param clockSkew how far a call's timestamp may lie in the future
 * @param passiveReplyBudget from the arrival of a call to the moment its answer leaves; WeChat hangs up after 5 s
 */
@ConfigurationProperties(WechatProperties.PREFIX)
public record WechatProperties(
        @DefaultValue("2s") Duration connectTimeout,
        @DefaultValue("8s") Duration readTimeout,
        @DefaultValue("4s") Duration tokenTimeout,
        @DefaultValue("13s") Duration deliveryTimeout,
        @DefaultValue("400") int maxConnections,
        @DefaultValue("10m") Duration maxAge,
        @DefaultValue("2m") Duration clockSkew,
        @DefaultValue("4200ms") Duration passiveReplyBudget) {

    static final String PREFIX = "keshu.wechat";

    private static final Duration LONGEST_ANSWER = Duration.ofMillis(4500);

    public WechatProperties {
        new CallTimes(connectTimeout, readTimeout, tokenTimeout, deliveryTimeout, maxConnections).check(PREFIX);
        new CallbackTimes(maxAge, clockSkew).check(PREFIX);
        CallTimes.positive(PREFIX + ".passive-reply-budget", passiveReplyBudget);
        CallTimes.atMost(PREFIX + ".passive-reply-budget", passiveReplyBudget, LONGEST_ANSWER);
    }

    /** Of calls to WeChat. */
    public CallTimes calls() {
        return new CallTimes(connectTimeout, readTimeout, tokenTimeout, deliveryTimeout, maxConnections);
    }

    /** Of WeChat's calls. */
    public CallbackTimes callbacks() {
        return new CallbackTimes(maxAge, clockSkew);
    }

    /** What holds if nothing is configured. */
    public static WechatProperties defaults() {
        return new WechatProperties(
                Duration.ofSeconds(2),
                Duration.ofSeconds(8),
                Duration.ofSeconds(4),
                Duration.ofSeconds(13),
                400,
                Duration.ofMinutes(10),
                Duration.ofMinutes(2),
                Duration.ofMillis(4200));
    }
}
