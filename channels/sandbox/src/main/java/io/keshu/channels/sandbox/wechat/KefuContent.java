package io.keshu.channels.sandbox.wechat;

import io.keshu.channels.sandbox.http.Json;
import io.keshu.channels.sandbox.world.Account;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * A customer-service message as WeChat checks it.
 *
 * @param refusal what is wrong with it, or null
 * @param kind {@code msgtype}
 * @param text the words of a text; of any other kind its JSON
 */
public record KefuContent(@Nullable Answer refusal, String kind, String text) {

    private static final int LONGEST_TEXT = 2048;
    private static final Set<String> PICTURES = Set.of("image", "thumb");

    static KefuContent of(Account account, ObjectNode message, Instant now) {
        String kind = message.path("msgtype").asString("");
        JsonNode content = message.path(kind);
        Answer refusal = switch (kind) {
            case "text" -> text(content);
            case "image" -> media(account, content, "media_id", Set.of("image"), now);
            case "voice" -> media(account, content, "media_id", Set.of("voice"), now);
            case "video" -> media(account, content, "media_id", Set.of("video"), now);
            case "music" ->
                missing(content, "musicurl")
                        ? Answer.error(40035, "invalid parameter: musicurl")
                        : media(account, content, "thumb_media_id", PICTURES, now);
            case "miniprogrampage" ->
                missing(content, "appid") || missing(content, "pagepath")
                        ? Answer.error(40035, "invalid parameter: appid or pagepath")
                        : media(account, content, "thumb_media_id", PICTURES, now);
            case "news" -> news(content.path("articles"));
            case "msgmenu" -> content.path("list").isEmpty() ? Answer.error(40035, "invalid parameter: list") : null;
            case "mpnews" -> missing(content, "media_id") ? Answer.error(40007, "invalid media_id") : null;
            case "mpnewsarticle" -> missing(content, "article_id") ? Answer.error(53600, "invalid article_id") : null;
            case "wxcard" -> missing(content, "card_id") ? Answer.error(40072, "invalid card_id") : null;
            default -> Answer.error(40008, "invalid message type");
        };
        String words = kind.equals("text") ? content.path("content").asString("") : Json.line(content);
        return new KefuContent(refusal, kind, words);
    }

    /** What is wrong with a text, or null. */
    public static @Nullable Answer text(JsonNode content) {
        String text =
                content.path("content").isString() ? content.path("content").asString() : "";
        if (text.isEmpty()) {
            return Answer.error(44004, "empty content");
        }
        return text.getBytes(StandardCharsets.UTF_8).length > LONGEST_TEXT
                ? Answer.error(45002, "content size out of limit")
                : null;
    }

    /** What is wrong with media, or null. */
    public static @Nullable Answer media(
            Account account, JsonNode content, String field, Set<String> types, Instant now) {
        return account.media()
                        .find(content.path(field).asString(""), now)
                        .filter(kept -> types.contains(kept.type()))
                        .isPresent()
                ? null
                : Answer.error(40007, "invalid media_id");
    }

    private static @Nullable Answer news(JsonNode articles) {
        if (articles.size() != 1) {
            return Answer.error(45008, "article size out of limit");
        }
        return missing(articles.path(0), "url") ? Answer.error(40035, "invalid parameter: url") : null;
    }

    private static boolean missing(JsonNode content, String field) {
        return content.path(field).asString("").isEmpty();
    }
}
