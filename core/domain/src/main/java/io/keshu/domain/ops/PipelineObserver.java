package io.keshu.domain.ops;

import io.keshu.channels.api.ChannelAccountId;
import java.time.Duration;

/** Told of what the pipeline does, for metrics. Implementations are fast and never throw. */
public interface PipelineObserver {

    /** How accepting a message ended. */
    enum Accepted {
        NEW,
        DUPLICATE,
        FAILED
    }

    /** @param took from the channel's call to its answer */
    void accepted(ChannelAccountId account, Accepted outcome, Duration took);

    /** @param sinceReceived from accepting to the commit into the timeline */
    void processed(ChannelAccountId account, Duration sinceReceived);

    /** How large the pipeline's transactions are. */
    void committed(int lanes, int messages, Duration took);

    /** A row was taken out because it can't be worked off. */
    void setAside(ChannelAccountId account);

    /** @param result the simple name of the {@link io.keshu.channels.api.DeliveryResult} in lower case */
    void delivered(ChannelAccountId account, String result, Duration took);

    /** An automatic answer was applied, dropped as stale, or handed over. */
    void autoReply(String outcome);

    /** Nobody listens. */
    PipelineObserver NONE = new PipelineObserver() {
        @Override
        public void accepted(ChannelAccountId account, Accepted outcome, Duration took) {}

        @Override
        public void processed(ChannelAccountId account, Duration sinceReceived) {}

        @Override
        public void committed(int lanes, int messages, Duration took) {}

        @Override
        public void setAside(ChannelAccountId account) {}

        @Override
        public void delivered(ChannelAccountId account, String result, Duration took) {}

        @Override
        public void autoReply(String outcome) {}
    };
}
