package io.keshu.channels.api;

/**
 * A channel that carries a text in segments, each of which is paid for, so that whoever writes one can be shown how many it takes before
 * it is sent.
 */
public interface SegmentedText extends Channel {

    /** How texts of this account are cut. */
    SegmentRule segmentRule(ChannelAccountId account);
}
