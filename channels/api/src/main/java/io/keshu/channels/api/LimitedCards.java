package io.keshu.channels.api;

/** A channel whose provider limits what one message of cards holds, so that whoever makes one can be told before it is sent. */
public interface LimitedCards extends Channel {

    /** How many articles one message shows, at least 1; with more it is answered with {@link DeliveryProblem.Reason#CONTENT_TOO_LONG}. */
    int mostArticles();
}
