package io.keshu.bot.scene;

import io.keshu.channels.api.SceneCodes;
import io.keshu.domain.agent.AgentGroupId;
import io.keshu.domain.agent.AgentId;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A code that somebody made here.
 *
 * @param numbered whether the provider has the scene as a number
 * @param group of whose agents a scan asks for one; null for none
 * @param ticket what its picture is asked for by
 * @param url what the picture says
 * @param expiresAt null if never
 * @param changedBy null if nobody has changed it since it was made
 * @param archived whether it is out of sight; it can still be scanned
 * @param subscribed how many began to follow by it
 * @param scanned how many scanned it who followed already
 */
public record SceneCodeEntry(
        long id,
        String scene,
        boolean numbered,
        String name,
        @Nullable AgentGroupId group,
        String ticket,
        String url,
        Instant madeAt,
        AgentId madeBy,
        @Nullable AgentId changedBy,
        @Nullable Instant expiresAt,
        boolean archived,
        long version,
        long subscribed,
        long scanned) {

    /** Named and put otherwise. */
    SceneCodeEntry with(String newName, @Nullable AgentGroupId newGroup, boolean nowArchived, AgentId by) {
        return new SceneCodeEntry(
                id,
                scene,
                numbered,
                newName,
                newGroup,
                ticket,
                url,
                madeAt,
                madeBy,
                by,
                expiresAt,
                nowArchived,
                version,
                subscribed,
                scanned);
    }

    /** Made anew by the provider. */
    SceneCodeEntry with(SceneCodes.SceneCode made, AgentId by) {
        return new SceneCodeEntry(
                id,
                scene,
                numbered,
                name,
                group,
                made.ticket(),
                made.url(),
                madeAt,
                madeBy,
                by,
                made.expiresAt(),
                archived,
                version,
                subscribed,
                scanned);
    }
}
