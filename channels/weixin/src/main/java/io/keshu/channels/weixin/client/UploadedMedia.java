package io.keshu.channels.weixin.client;

import io.keshu.channels.api.ChannelAccount;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.redisson.api.RBucket;
import org.redisson.api.RedissonClient;

/**
 * Which media WeChat has already, by account and content: in Redis for all nodes, and in memory while Redis is away. Losing it costs an
 * upload. Thread-safe.
 */
public final class UploadedMedia {

    /** Before its end WeChat may count differently. */
    private static final Duration MARGIN = Duration.ofHours(6);

    private static final int REMEMBERED = 10_000;

    private record Known(String mediaId, long until) {}

    private final SharedStore store;
    private final String prefix;
    private final Duration good;
    private final Map<String, Known> memory = new LinkedHashMap<>(16, 0.75f, true) {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Known> eldest) {
            return size() > REMEMBERED;
        }
    };

    /** @param prefix of the keys in Redis */
    public UploadedMedia(SharedStore store, String prefix, Duration keptFor) {
        this.prefix = prefix;
        this.store = store;
        this.good = keptFor.minus(MARGIN);
    }

    /** @param content what was uploaded, such as its hash and kind */
    Optional<String> find(ChannelAccount account, String content) {
        String key = key(account, content);
        synchronized (memory) {
            Known known = memory.get(key);
            if (known != null && System.nanoTime() - known.until < 0) {
                return Optional.of(known.mediaId);
            }
        }
        RedissonClient redisson = store.redisson();
        return redisson == null
                ? Optional.empty()
                : store.ask(() -> redisson.<String>getBucket(key).get());
    }

    void learn(ChannelAccount account, String content, String mediaId) {
        String key = key(account, content);
        synchronized (memory) {
            memory.put(key, new Known(mediaId, System.nanoTime() + good.toNanos()));
        }
        RedissonClient redisson = store.redisson();
        if (redisson != null) {
            Optional<Boolean> unused = store.ask(() -> {
                RBucket<String> bucket = redisson.getBucket(key);
                bucket.set(mediaId, good);
                return Boolean.TRUE;
            });
        }
    }

    void forget(ChannelAccount account, String content) {
        String key = key(account, content);
        synchronized (memory) {
            memory.remove(key);
        }
        RedissonClient redisson = store.redisson();
        if (redisson != null) {
            Optional<Boolean> unused = store.ask(() -> redisson.getBucket(key).delete());
        }
    }

    private String key(ChannelAccount account, String content) {
        return prefix + ":{" + account.id() + "}:media:"
                + account.setting("appId").orElse("") + ":" + content;
    }
}
