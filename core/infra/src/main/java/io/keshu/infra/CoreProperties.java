package io.keshu.infra;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * The sizes of the pipeline; the defaults suit two to eight cores.
 *
 * @param committers how many groups of accepted messages are committed at the same time
 * @param workers how many transactions of the pipeline run at the same time
 * @param thinkers how many questions the bot works on at the same time
 */
@ConfigurationProperties("keshu.pipeline")
public record CoreProperties(
        @DefaultValue("2") int committers,
        @DefaultValue("2") int workers,
        @DefaultValue("8") int thinkers) {

    public CoreProperties {
        if (committers < 1 || workers < 1 || thinkers < 1) {
            throw new IllegalArgumentException("keshu.pipeline: committers, workers and thinkers must be at least 1");
        }
    }
}
