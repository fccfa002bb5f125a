package io.keshu.channels.wechat.config;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * What WeChat takes and keeps of media, as far as its documentation tells; all sizes in bytes.
 *
 * @param image the largest picture; the documentation says 10 MB in one place and 2 in another
 * @param voice the largest recording
 * @param voiceDuration the longest recording
 * @param video the largest video
 * @param thumbnail the largest picture of a card
 * @param picturesTaken the largest picture that the hub takes to make a smaller one of it
 * @param keptFor for how long WeChat keeps media, those of customers and those uploaded
 * @param fetchedAtMost the largest that is fetched of what customers send
 * @param uploadTimeout for one upload; nothing was sent when it runs out
 * @param downloadTimeout for one download
 */
@ConfigurationProperties("keshu.wechat.media")
public record WechatMediaProperties(
        @DefaultValue("10485760") long image,
        @DefaultValue("2097152") long voice,
        @DefaultValue("60s") Duration voiceDuration,
        @DefaultValue("10485760") long video,
        @DefaultValue("65536") long thumbnail,
        @DefaultValue("20971520") long picturesTaken,
        @DefaultValue("3d") Duration keptFor,
        @DefaultValue("104857600") long fetchedAtMost,
        @DefaultValue("12s") Duration uploadTimeout,
        @DefaultValue("2m") Duration downloadTimeout) {

    public WechatMediaProperties {
        if (image < 1 || voice < 1 || video < 1 || thumbnail < 1 || picturesTaken < 1 || fetchedAtMost < 1) {
            throw new IllegalArgumentException("keshu.wechat.media: sizes must be at least 1");
        }
        if (uploadTimeout.compareTo(Duration.ofSeconds(12)) > 0) {
            throw new IllegalArgumentException("keshu.wechat.media.upload-timeout must be at most 12 s");
        }
        if (downloadTimeout.compareTo(Duration.ofMinutes(4)) > 0) {
            throw new IllegalArgumentException("keshu.wechat.media.download-timeout must be at most 4 min");
        }
    }

    /** What holds if nothing is configured. */
    public static WechatMediaProperties defaults() {
        return new WechatMediaProperties(
                10 << 20,
                2 << 20,
                Duration.ofSeconds(60),
                10 << 20,
                64 << 10,
                20 << 20,
                Duration.ofDays(3),
                100 << 20,
                Duration.ofSeconds(12),
                Duration.ofMinutes(2));
    }
}
