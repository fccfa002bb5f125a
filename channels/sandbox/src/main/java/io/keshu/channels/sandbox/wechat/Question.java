package io.keshu.channels.sandbox.wechat;

import io.keshu.channels.sandbox.http.Json;
import io.keshu.channels.sandbox.world.Account;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ObjectNode;

/**
 * A call whose access token is right.
 *
 * @param query the parameters
 * @param empty whether it has no body
 * @param json the body, or null if that is no JSON object
 */
public record Question(
        Account account,
        Map<String, String> query,
        boolean empty,
        @Nullable ObjectNode json,
        Instant now) {

    static Question of(Account account, Map<String, String> query, byte[] body, Instant now) {
        Optional<ObjectNode> json = Json.object(body);
        return new Question(account, query, body.length == 0, json.orElse(null), now);
    }
}
