package io.keshu.channels.api;

/**
 * A channel on which a customer's own machine may answer whatever it is sent, so that two machines might answer each other for ever: the
 * hub counts what it says by itself.
 */
public interface AnsweredByMachines extends Channel {

    /** How many automatic messages one customer may be sent in 24 hours; what goes beyond is left to the agents. */
    int automaticMessagesPerDay();
}
