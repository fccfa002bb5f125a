package io.keshu.channels.sandbox.fault;

import org.jspecify.annotations.Nullable;

/**
 * How pushes go wrong.
 *
 * @param account the appid of the account whose pushes it concerns; null for all
 * @param duplicates how many further times each push is delivered, without waiting for its turn
 * @param reorder how many pushes are collected and then sent in another order; 0 or 1 for none
 * @param drop how many tries of each push never leave; as many as there are tries lose it
 * @param delayMs how long each push is held back
 * @param count for how many pushes it holds; negative until it is cleared
 */
public record PushFault(@Nullable String account, int duplicates, int reorder, int drop, long delayMs, int count) {

    /** @throws IllegalArgumentException if a number makes no sense */
    public PushFault {
        if (duplicates < 0 || duplicates > 20) {
            throw new IllegalArgumentException("duplicates must be from 0 to 20");
        }
        if (reorder < 0 || reorder > 10_000) {
            throw new IllegalArgumentException("reorder must be from 0 to 10000");
        }
        if (drop < 0 || drop > 10) {
            throw new IllegalArgumentException("drop must be from 0 to 10");
        }
        if (delayMs < 0 || delayMs > 600_000) {
            throw new IllegalArgumentException("delayMs must be from 0 to 600000");
        }
        if (count == 0) {
            throw new IllegalArgumentException("count must not be 0");
        }
    }

    /** Nothing goes wrong. */
    public static PushFault none() {
        return new PushFault(null, 0, 0, 0, 0, -1);
    }

    /** Whether nothing goes wrong. */
    public boolean isNone() {
        return duplicates == 0 && reorder < 2 && drop == 0 && delayMs == 0;
    }
}
