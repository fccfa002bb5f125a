package io.keshu.infra;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.util.unit.DataSize;

/**
 * Links to media that are sent where a channel carries no such messages.
 *
 * @param valid how long a link is good for
 * @param maxSize the largest file that an agent may send this way
 */
@ConfigurationProperties("keshu.media.links")
public record MediaLinkProperties(
        @DefaultValue("7d") Duration valid,
        @DefaultValue("20MB") DataSize maxSize) {}
