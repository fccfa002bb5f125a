package io.keshu.console.webhook;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.LongSupplier;

/**
 * How often an address may make calls that are refused: {@value #AT_ONCE} at once and one a second after that. Authentic calls are never
 * counted, nor held up by what others do from the same address. Counted per node, for the last {@value #REMEMBERED} addresses.
 * Thread-safe.
 */
final class StrangerLimit {

    static final int AT_ONCE = 60;
    private static final int REMEMBERED = 10_000;
    private static final double NANOS = 1_000_000_000.0;

    private final LongSupplier nanoTime;
    private final Map<String, Bucket> buckets = new LinkedHashMap<>(16, 0.75f, true) {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Bucket> eldest) {
            return size() > REMEMBERED;
        }
    };

    StrangerLimit(LongSupplier nanoTime) {
        this.nanoTime = nanoTime;
    }

    private static final class Bucket {
        private double left = AT_ONCE;
        private long at;

        Bucket(long at) {
            this.at = at;
        }
    }

    /**
     * Counts one more refused call.
     *
     * @return after how many seconds to come again; 0 if there were not too many
     */
    synchronized int count(String address) {
        long now = nanoTime.getAsLong();
        Bucket bucket = buckets.computeIfAbsent(address, unknown -> new Bucket(now));
        bucket.left = Math.min(AT_ONCE, bucket.left + (now - bucket.at) / NANOS);
        bucket.at = now;
        if (bucket.left < 1) {
            return (int) Math.ceil(1 - bucket.left);
        }
        bucket.left -= 1;
        return 0;
    }
}
