package io.keshu.channels.sandbox.push;

import io.keshu.channels.sandbox.world.Account;
import io.keshu.channels.sandbox.world.Follower;
import java.util.concurrent.atomic.AtomicBoolean;

/** One thing that an account is told, however often it is delivered. */
record Push(Account account, Follower follower, PushMessage message, AtomicBoolean replied) {

    Push(Account account, Follower follower, PushMessage message) {
        this(account, follower, message, new AtomicBoolean());
    }

    String appId() {
        return account.settings().appId();
    }

    /** True for the first answer with a message; the phone shows no other. */
    boolean firstReply() {
        return replied.compareAndSet(false, true);
    }
}
