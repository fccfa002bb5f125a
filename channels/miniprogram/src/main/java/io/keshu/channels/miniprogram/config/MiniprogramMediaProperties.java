package io.keshu.channels.miniprogram.config;

import io.keshu.channels.weixin.config.CallTimes;
import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * What WeChat takes and keeps of mini programs' pictures; all sizes in bytes.
 *
 * @param image the largest picture that WeChat takes; the documentation's pages name different sizes, this is the smallest
 * @param picturesTaken the largest picture that the hub takes to make a smaller one of it
 * @param keptFor for how long WeChat keeps pictures, those of customers and those uploaded
 * @param fetchedAtMost the largest that is fetched of what customers send
 * @param uploadTimeout for one upload; nothing was sent when it runs out; at most 12 s
 * @param downloadTimeout for one download; at most 4 min
 */
@ConfigurationProperties(MiniprogramMediaProperties.PREFIX)
public record MiniprogramMediaProperties(
        @DefaultValue("2097152") long image,
        @DefaultValue("20971520") long picturesTaken,
        @DefaultValue("3d") Duration keptFor,
        @DefaultValue("20971520") long fetchedAtMost,
        @DefaultValue("12s") Duration uploadTimeout,
        @DefaultValue("2m") Duration downloadTimeout) {

    static final String PREFIX = "keshu.miniprogram.media";

    public MiniprogramMediaProperties {
        if (image < 1 || picturesTaken < 1 || fetchedAtMost < 1) {
            throw new IllegalArgumentException(PREFIX + ": sizes must be at least 1");
        }
        CallTimes.atMost(PREFIX + ".upload-timeout", uploadTimeout, Duration.ofSeconds(12));
        CallTimes.atMost(PREFIX + ".download-timeout", downloadTimeout, Duration.ofMinutes(4));
    }

    /** What holds if nothing is configured. */
    public static MiniprogramMediaProperties defaults() {
        return new MiniprogramMediaProperties(
                2 << 20, 20 << 20, Duration.ofDays(3), 20 << 20, Duration.ofSeconds(12), Duration.ofMinutes(2));
    }
}
