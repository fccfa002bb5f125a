package io.keshu.infra;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * For how long media are kept.
 *
 * @param keptFor after this the bytes of what customers sent are deleted, and their messages stay; zero keeps them for ever. The default
 *     is the three years that the Chinese rules for online trade ask for, and a day at least
 */
@ConfigurationProperties("keshu.media")
public record MediaKeepingProperties(@DefaultValue("1096d") Duration keptFor) {}
