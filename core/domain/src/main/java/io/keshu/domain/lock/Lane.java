package io.keshu.domain.lock;

import io.keshu.channels.api.ChannelAccountId;
import io.keshu.channels.api.ExternalUserId;

/**
 * The unit of lock and order: a hash of account and external user, known before customer or conversation exist. Two identities
 * may share a lane by chance; they then merely wait for each other.
 *
 * @param value any 64 bits
 */
public record Lane(long value) implements Comparable<Lane> {

    private static final long FNV_OFFSET = 0xcbf29ce484222325L;
    private static final long FNV_PRIME = 0x100000001b3L;

    public static Lane of(ChannelAccountId account, ExternalUserId user) {
        long hash = FNV_OFFSET ^ account.value() * 0x9E3779B97F4A7C15L;
        String id = user.value();
        for (int i = 0; i < id.length(); i++) {
            hash = (hash ^ id.charAt(i)) * FNV_PRIME;
        }
        hash ^= hash >>> 33;
        hash *= 0xff51afd7ed558ccdL;
        hash ^= hash >>> 33;
        hash *= 0xc4ceb9fe1a85ec53L;
        return new Lane(hash ^ hash >>> 33);
    }

    @Override
    public int compareTo(Lane other) {
        return Long.compare(value, other.value);
    }

    @Override
    public String toString() {
        return Long.toHexString(value);
    }
}
