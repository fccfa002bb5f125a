package io.keshu.channels.sms.client;

/** Takes what comes in on a bind. */
public interface Inbox {

    /** A message has begun to come in. Called in order of arrival; must not block. */
    void announced(int sequence);

    /**
     * Stores the message before it returns. Called on several threads.
     *
     * @throws NotTakenException what the SMSC is to be told instead of thanks
     */
    void received(Delivered message) throws NotTakenException;
}
