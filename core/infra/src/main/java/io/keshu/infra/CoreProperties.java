package io.keshu.infra;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * The sizes of the pipeline.
 *
 * @param committers how many groups of accepted messages are committed at the same time; 0, the default, for one on two cores, where
 *     fewer and larger groups cost less, and two on more
 * @param workers how many transactions of the pipeline run at the same time; 0, the default, likewise
 * @param thinkers how many questions the bot works on at the same time
 */
@ConfigurationProperties("keshu.pipeline")
public record CoreProperties(
        @DefaultValue("0") int committers,
        @DefaultValue("0") int workers,
        @DefaultValue("8") int thinkers) {

    public CoreProperties {
        if (committers < 0 || workers < 0 || thinkers < 1) {
            throw new IllegalArgumentException(
                    "keshu.pipeline: committers and workers must not be negative, thinkers must be at least 1");
        }
        int usual = Runtime.getRuntime().availableProcessors() > 2 ? 2 : 1;
        committers = committers == 0 ? usual : committers;
        workers = workers == 0 ? usual : workers;
    }
}
