package io.keshu.channels.sandbox.push;

import io.keshu.channels.sandbox.http.Json;
import io.keshu.channels.sandbox.world.MediaShelf;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * What a passive reply says, in the form in which messages of the API are kept.
 *
 * @param type WeChat's, such as {@code news}
 * @param words a text's words, JSON of everything else
 */
record ReplyContent(String type, String words) {

    private static final Set<String> PICTURES = Set.of("image", "thumb");

    /** @throws BadAnswerException for what WeChat does not take in an answer */
    static ReplyContent of(Map<String, String> fields, MediaShelf shelf, Instant now) throws BadAnswerException {
        String type = fields.getOrDefault("MsgType", "");
        Map<String, Object> content = new LinkedHashMap<>();
        switch (type) {
            case "text" -> {
                return new ReplyContent(type, present(fields, "Content"));
            }
            case "image" -> content.put("media_id", media(fields, "Image.MediaId", PICTURES, shelf, now));
            case "voice" -> content.put("media_id", media(fields, "Voice.MediaId", Set.of("voice"), shelf, now));
            case "video" -> {
                content.put("media_id", media(fields, "Video.MediaId", Set.of("video"), shelf, now));
                content.put("title", fields.getOrDefault("Video.Title", ""));
                content.put("description", fields.getOrDefault("Video.Description", ""));
            }
            case "music" -> {
                content.put("title", fields.getOrDefault("Music.Title", ""));
                content.put("description", fields.getOrDefault("Music.Description", ""));
                content.put("musicurl", present(fields, "Music.MusicUrl"));
                content.put("thumb_media_id", media(fields, "Music.ThumbMediaId", PICTURES, shelf, now));
            }
            case "news" -> content.put("articles", List.of(article(fields)));
            default -> throw new BadAnswerException("reply of type " + type);
        }
        return new ReplyContent(type, Json.line(content));
    }

    /** One is all that WeChat shows in an answer. */
    private static Map<String, String> article(Map<String, String> fields) throws BadAnswerException {
        if (!"1".equals(fields.get("ArticleCount"))) {
            throw new BadAnswerException("reply with " + fields.get("ArticleCount") + " articles");
        }
        return Map.of(
                "title", present(fields, "Articles.item.Title"),
                "description", fields.getOrDefault("Articles.item.Description", ""),
                "picurl", fields.getOrDefault("Articles.item.PicUrl", ""),
                "url", present(fields, "Articles.item.Url"));
    }

    private static String media(
            Map<String, String> fields, String field, Set<String> types, MediaShelf shelf, Instant now)
            throws BadAnswerException {
        String id = present(fields, field);
        if (shelf.find(id, now).filter(kept -> types.contains(kept.type())).isEmpty()) {
            throw new BadAnswerException("reply with an invalid " + field);
        }
        return id;
    }

    private static String present(Map<String, String> fields, String field) throws BadAnswerException {
        String value = fields.getOrDefault(field, "");
        if (value.isEmpty()) {
            throw new BadAnswerException("reply without " + field);
        }
        return value;
    }
}
