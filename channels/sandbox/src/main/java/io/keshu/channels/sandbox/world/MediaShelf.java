package io.keshu.channels.sandbox.world;

import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * Temporary media of one account, of both sides: gone after three days, after a restart, or when there is no room for more. Thread-safe.
 */
public final class MediaShelf {

    private static final Duration KEPT = Duration.ofDays(3);
    private static final long ROOM = 256L << 20;
    private static final SecureRandom RANDOM = new SecureRandom();

    private final Map<String, KeptMedia> media = new LinkedHashMap<>();
    private long bytes;

    public synchronized KeptMedia add(String type, String contentType, byte[] content, Instant now) {
        byte[] random = new byte[36];
        RANDOM.nextBytes(random);
        String id = Base64.getUrlEncoder().withoutPadding().encodeToString(random);
        KeptMedia added = new KeptMedia(id, type, contentType, now, content.clone());
        media.put(id, added);
        bytes += content.length;
        Iterator<KeptMedia> oldest = media.values().iterator();
        while (bytes > ROOM && media.size() > 1) {
            bytes -= oldest.next().content().length;
            oldest.remove();
        }
        return added;
    }

    /** Empty if it is not, or no longer, there. */
    public synchronized Optional<KeptMedia> find(String id, Instant now) {
        return Optional.ofNullable(media.get(id))
                .filter(found -> now.isBefore(found.since().plus(KEPT)));
    }
}
