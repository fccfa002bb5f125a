package io.keshu.channels.api;

/**
 * A channel that keeps a connection of its own for each account instead of being called: a mailbox that is watched or asked now and
 * then, an SMPP bind. The hub has each account served on one node at a time and, when that node is gone, on another within seconds.
 */
public interface BoundChannel extends Channel {

    /**
     * Receives for one account for as long as the lease is held. Called on a thread of its own and expected not to return before that
     * thread is interrupted; what it needs in order to leave a blocking read it gives to {@link AccountLease#whenLost}. Outages are the
     * channel's own affair: it connects again, with growing pauses. If it returns or throws all the same, the account is taken up anew
     * after a while, here or elsewhere; so it is when the account has changed.
     *
     * @param account as configured now
     * @throws InterruptedException when it is told to stop
     */
    void serve(ChannelAccount account, AccountLease lease) throws InterruptedException;
}
