package io.keshu.channels.sms.config;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * What holds for all accounts.
 *
 * @param maxLength how long a text may be that is sent, in code points
 * @param templateValueLength how long a value of a template may be, in code points
 * @param connectTimeout for a connection to a provider
 * @param requestTimeout for a provider's answer to one request
 * @param sendTimeout for all segments of a message together, waiting for a provider that asks for patience included
 * @param enquireAfter how long a bind may be silent before it is asked whether it lives
 * @param firstPause after a bind that failed; each further pause is twice as long
 * @param longestPause between attempts to bind
 * @param idle how long a bind that only sends is kept without a message
 * @param partsWait how long the missing parts of a message are waited for
 * @param resentWithin for how long a message that may not have been acknowledged is recognised when it comes again
 * @param workers how many messages of one bind are being stored at a time
 * @param maxPicture the largest picture or file that is fetched, in bytes
 */
@ConfigurationProperties("keshu.sms")
public record SmsProperties(
        @DefaultValue("670") int maxLength,
        @DefaultValue("100") int templateValueLength,
        @DefaultValue("3s") Duration connectTimeout,
        @DefaultValue("5s") Duration requestTimeout,
        @DefaultValue("13s") Duration sendTimeout,
        @DefaultValue("30s") Duration enquireAfter,
        @DefaultValue("1s") Duration firstPause,
        @DefaultValue("1m") Duration longestPause,
        @DefaultValue("1m") Duration idle,
        @DefaultValue("5m") Duration partsWait,
        @DefaultValue("10m") Duration resentWithin,
        @DefaultValue("64") int workers,
        @DefaultValue("5242880") long maxPicture) {

    /** Below the 15 s after which the hub counts a claimed message as unknown. */
    private static final Duration LONGEST_SEND = Duration.ofSeconds(14);

    public SmsProperties {
        if (maxLength < 1 || maxLength > 2000 || templateValueLength < 1 || maxPicture < 1) {
            throw new IllegalArgumentException(
                    "keshu.sms: max-length must be 1 to 2000, template-value-length and max-picture at least 1");
        }
        if (workers < 1 || workers > 200) {
            throw new IllegalArgumentException("keshu.sms.workers must be 1 to 200");
        }
        if (sendTimeout.compareTo(LONGEST_SEND) > 0) {
            throw new IllegalArgumentException("keshu.sms.send-timeout must be at most 14 s");
        }
        if (connectTimeout.plus(requestTimeout).compareTo(sendTimeout) > 0) {
            throw new IllegalArgumentException(
                    "keshu.sms.connect-timeout and request-timeout must fit into keshu.sms.send-timeout");
        }
    }

    /** What holds if nothing is configured. */
    public static SmsProperties defaults() {
        return new SmsProperties(
                670,
                100,
                Duration.ofSeconds(3),
                Duration.ofSeconds(5),
                Duration.ofSeconds(13),
                Duration.ofSeconds(30),
                Duration.ofSeconds(1),
                Duration.ofMinutes(1),
                Duration.ofMinutes(1),
                Duration.ofMinutes(5),
                Duration.ofMinutes(10),
                64,
                5 << 20);
    }
}
