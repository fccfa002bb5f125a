package io.keshu.bot.scene;

import io.keshu.domain.agent.AgentId;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A code that somebody made here.
 *
 * @param ticket what its picture is asked for by
 * @param url what the picture says
 * @param expiresAt null if never
 * @param archived whether it is out of sight; it can still be scanned
 * @param subscribed how many began to follow by it
 * @param scanned how many scanned it who followed already
 */
public record SceneCodeEntry(
        long id,
        String scene,
        String name,
        String ticket,
        String url,
        Instant madeAt,
        AgentId madeBy,
        @Nullable Instant expiresAt,
        boolean archived,
        long version,
        long subscribed,
        long scanned) {}
