package io.keshu.channels.api;

/**
 * A channel whose provider limits the length of texts, so that whoever writes one can be told before it is sent. Longer texts
 * are answered with {@link DeliveryProblem.Reason#CONTENT_TOO_LONG} and never leave.
 */
public interface LimitedText extends Channel {

    TextLimit textLimit();
}
