package io.keshu.channels.web.inbound;

import io.keshu.channels.web.Refusal;
import io.keshu.channels.web.config.WebProperties;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.LongSupplier;

/**
 * Token buckets of this node: of addresses, visitors and deployments. Those that were full again are forgotten first, and at most so many
 * are remembered. Thread-safe.
 */
public final class RateLimits {

    private static final int REMEMBERED = 100_000;
    private static final double NANOS = 1_000_000_000.0;
    private static final double MINUTE = 60;

    /** Visitors of one address who hand in as much as they may at the same time. */
    private static final int UPLOADERS = 5;

    private final LongSupplier nanoTime;
    private final Map<String, Bucket> buckets = new LinkedHashMap<>(16, 0.75f, true) {
        private static final long serialVersionUID = 1;

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Bucket> eldest) {
            return size() > REMEMBERED;
        }
    };
    private final Rate sessions;
    private final Rate messages;
    private final Rate uploads;
    private final Rate addressUploads;
    private final Rate calls;
    private final Rate signals;
    private final Rate deployment;

    /** So many a second, and so many at once. */
    private record Rate(double perSecond, double atOnce) {

        static Rate perMinute(int count) {
            return new Rate(count / MINUTE, Math.max(1, count / 2.0));
        }
    }

    private static final class Bucket {
        private double left;
        private long at;
    }

    public RateLimits(WebProperties properties, LongSupplier nanoTime) {
        this.nanoTime = nanoTime;
        this.sessions = Rate.perMinute(properties.sessionsPerMinute());
        this.messages = Rate.perMinute(properties.messagesPerMinute());
        this.uploads = Rate.perMinute(properties.uploadsPerMinute());
        this.addressUploads = Rate.perMinute(properties.uploadsPerMinute() * UPLOADERS);
        this.calls = new Rate(10, 60);
        this.signals = new Rate(5, 20);
        this.deployment = new Rate(properties.deploymentMessagesPerSecond(), properties.deploymentMessagesPerSecond());
    }

    /** @throws Refusal if this address begins too many sessions */
    void session(String address) {
        take("a/" + address, sessions);
    }

    /** @throws Refusal if this visitor, or all of the deployment together, send too much */
    void message(String visitor, String deploymentKey) {
        take("m/" + deploymentKey + "/" + visitor, messages);
        take("d/" + deploymentKey, deployment);
    }

    /** @throws Refusal if this visitor calls too often, for whatever it is */
    void call(String visitor, String deploymentKey) {
        take("c/" + deploymentKey + "/" + visitor, calls);
    }

    /** @throws Refusal if this visitor hands in too much, or her address does under whatever names */
    void upload(String visitor, String deploymentKey, String address) {
        take("u/" + deploymentKey + "/" + visitor, uploads);
        take("ua/" + address, addressUploads);
    }

    /** Whether a signal of this visitor is passed on. */
    boolean signal(String visitor, String deploymentKey) {
        return missing("s/" + deploymentKey + "/" + visitor, signals) == 0;
    }

    private void take(String key, Rate rate) {
        int wait = missing(key, rate);
        if (wait > 0) {
            throw new Refusal(Refusal.Code.RATE_EXCEEDED, null, wait);
        }
    }

    /** @return after how many seconds to ask again; 0 if there was enough */
    private synchronized int missing(String key, Rate rate) {
        long now = nanoTime.getAsLong();
        Bucket bucket = buckets.computeIfAbsent(key, unknown -> {
            Bucket full = new Bucket();
            full.left = rate.atOnce();
            full.at = now;
            return full;
        });
        bucket.left = Math.min(rate.atOnce(), bucket.left + (now - bucket.at) / NANOS * rate.perSecond());
        bucket.at = now;
        if (bucket.left < 1) {
            return (int) Math.ceil((1 - bucket.left) / rate.perSecond());
        }
        bucket.left -= 1;
        return 0;
    }
}
