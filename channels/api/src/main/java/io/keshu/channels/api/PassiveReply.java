package io.keshu.channels.api;

/** A claimed message on its way in a webhook's answer. Exactly one of the two ends is to be reported. */
public interface PassiveReply {

    OutboundMessage message();

    /** The answer's bytes were handed over completely. */
    void written();

    /** Writing ended without certainty; the message may have arrived. */
    void unclear(String detail);
}
