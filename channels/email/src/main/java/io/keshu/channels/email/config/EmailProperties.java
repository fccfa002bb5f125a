package io.keshu.channels.email.config;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * What holds for all mailboxes.
 *
 * @param maxBytes the largest mail that is read whole; of a larger one the head is shown
 * @param maxAttachment the largest attachment that is sent
 * @param poll how often a mailbox is asked even if nothing was announced; also how often a silent connection is tried
 * @param connectTimeout for a connection to a server
 * @param readTimeout after which a server that says nothing counts as gone; longer than {@code poll}
 * @param sendTimeout for sending one mail in all
 * @param firstPause after a failed connection; each further pause is twice as long
 * @param longestPause between attempts to connect
 * @param keptFor for how long attachments are expected to be in the mailbox
 */
@ConfigurationProperties("keshu.email")
public record EmailProperties(
        @DefaultValue("26214400") long maxBytes,
        @DefaultValue("20971520") long maxAttachment,
        @DefaultValue("1m") Duration poll,
        @DefaultValue("5s") Duration connectTimeout,
        @DefaultValue("4m") Duration readTimeout,
        @DefaultValue("13s") Duration sendTimeout,
        @DefaultValue("1s") Duration firstPause,
        @DefaultValue("1m") Duration longestPause,
        @DefaultValue("30d") Duration keptFor) {

    /** Below the 15 s after which the hub counts a claimed message as unknown. */
    private static final Duration LONGEST_SEND = Duration.ofSeconds(14);

    public EmailProperties {
        if (maxBytes < 1024 || maxAttachment < 1) {
            throw new IllegalArgumentException(
                    "keshu.email: max-bytes must be at least 1024, max-attachment at least 1");
        }
        if (sendTimeout.compareTo(LONGEST_SEND) > 0) {
            throw new IllegalArgumentException("keshu.email.send-timeout must be at most 14 s");
        }
        if (readTimeout.compareTo(poll) <= 0) {
            throw new IllegalArgumentException("keshu.email.read-timeout must be longer than keshu.email.poll");
        }
    }

    /** What holds if nothing is configured. */
    public static EmailProperties defaults() {
        return new EmailProperties(
                25 << 20,
                20 << 20,
                Duration.ofMinutes(3),
                Duration.ofSeconds(5),
                Duration.ofMinutes(4),
                Duration.ofSeconds(13),
                Duration.ofSeconds(1),
                Duration.ofMinutes(1),
                Duration.ofDays(30));
    }
}
