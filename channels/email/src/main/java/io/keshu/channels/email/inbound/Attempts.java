package io.keshu.channels.email.inbound;

import java.util.HashMap;
import java.util.Map;

/**
 * How often a mail could not be fetched, each time over a new connection: a mail that breaks its server every time must not keep those
 * behind it waiting for ever. Owned by one thread.
 */
final class Attempts {

    /** After so many only the head is asked for, and after one more nothing. */
    static final int MOST = 4;

    private final Map<Long, Integer> failed = new HashMap<>();

    private boolean oneByOne;

    /** Whether mails are to be fetched each by itself, since fetching several broke and may do so because of any of them. */
    boolean oneByOne() {
        return oneByOne || !failed.isEmpty();
    }

    void oneByOne(boolean now) {
        oneByOne = now;
    }

    int failed(long uid) {
        return failed.getOrDefault(uid, 0);
    }

    /** @return how often by now */
    int fail(long uid) {
        return failed.merge(uid, 1, Integer::sum);
    }

    void done(long uid) {
        failed.remove(uid);
    }
}
