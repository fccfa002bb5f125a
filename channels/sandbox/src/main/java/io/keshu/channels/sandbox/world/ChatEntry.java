package io.keshu.channels.sandbox.world;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * One line on a phone.
 *
 * @param seq counts the lines of this phone, from 1
 * @param from {@code user}, {@code account} or {@code system}
 * @param type {@code text}, {@code event} or {@code fault} (该公众号提供的服务出现故障)
 * @param text the words, or an event's name and key
 * @param msgId of what the user wrote, else null
 * @param via {@code api} or {@code passive} for what the account wrote, else null
 */
public record ChatEntry(
        long seq,
        Instant at,
        String from,
        String type,
        String text,
        @Nullable String msgId,
        @Nullable String via) {}
