package io.keshu.channels.sandbox.wechat;

import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import tools.jackson.databind.JsonNode;

/** What WeChat looks at in the buttons of a menu. */
final class MenuCheck {

    private static final String KEY = "key";
    private static final String URL = "url";
    private static final int LONGEST_KEY = 128;
    private static final int LONGEST_URL = 1024;

    /** What a button of a type must have. */
    private static final Map<String, String> NEEDS = new HashMap<>();

    static {
        for (String keyed : new String[] {
            "click",
            "scancode_push",
            "scancode_waitmsg",
            "pic_sysphoto",
            "pic_photo_or_album",
            "pic_weixin",
            "location_select"
        }) {
            NEEDS.put(keyed, KEY);
        }
        NEEDS.put("view", URL);
        NEEDS.put("miniprogram", URL);
        NEEDS.put("media_id", "media_id");
        NEEDS.put("article_id", "article_id");
        NEEDS.put("article_view_limited", "article_id");
    }

    /** The numbers of one level's refusals. */
    private record Codes(int count, int name, int type, int key, int urlLength, int url) {}

    private static final Codes TOP = new Codes(40016, 40018, 40017, 40019, 40020, 40055);
    private static final Codes BELOW = new Codes(40023, 40025, 40024, 40026, 40027, 40054);

    private MenuCheck() {}

    static Optional<Answer> problem(JsonNode buttons) {
        if (!buttons.isArray() || buttons.isEmpty() || buttons.size() > 3) {
            return refuse(TOP.count, "invalid button size");
        }
        for (JsonNode button : buttons) {
            JsonNode below = button.path("sub_button");
            Optional<Answer> problem = below.isEmpty()
                    ? button(button, 16, TOP)
                    : name(button, 16, TOP).or(() -> below(below));
            if (problem.isPresent()) {
                return problem;
            }
        }
        return Optional.empty();
    }

    private static Optional<Answer> below(JsonNode buttons) {
        if (!buttons.isArray() || buttons.size() > 5) {
            return refuse(BELOW.count, "invalid sub button size");
        }
        for (JsonNode button : buttons) {
            Optional<Answer> problem = button(button, 60, BELOW);
            if (problem.isPresent()) {
                return problem;
            }
        }
        return Optional.empty();
    }

    private static Optional<Answer> name(JsonNode button, int bytes, Codes codes) {
        int length = bytes(button.path("name"));
        return length == 0 || length > bytes ? refuse(codes.name, "invalid button name size") : Optional.empty();
    }

    private static Optional<Answer> button(JsonNode button, int nameBytes, Codes codes) {
        return name(button, nameBytes, codes).or(() -> content(button, codes));
    }

    private static Optional<Answer> content(JsonNode button, Codes codes) {
        String type = button.path("type").asString("");
        String needed = NEEDS.get(type);
        if (needed == null) {
            return refuse(codes.type, "invalid button type");
        }
        JsonNode value = button.path(needed);
        int length = bytes(value);
        if (needed.equals(KEY)) {
            return length == 0 || length > LONGEST_KEY
                    ? refuse(codes.key, "invalid button key size")
                    : Optional.empty();
        }
        if (!needed.equals(URL)) {
            return length == 0 ? refuse(40007, "invalid media_id") : Optional.empty();
        }
        if (length == 0 || length > LONGEST_URL) {
            return refuse(codes.urlLength, "invalid button url size");
        }
        boolean program =
                type.equals("miniprogram") && (bytes(button.path("appid")) == 0 || bytes(button.path("pagepath")) == 0);
        return program || !value.asString("").matches("(?i)https?://[^/\\s]+.*")
                ? refuse(codes.url, "invalid url domain")
                : Optional.empty();
    }

    private static int bytes(JsonNode text) {
        return text.asString("").getBytes(StandardCharsets.UTF_8).length;
    }

    private static Optional<Answer> refuse(int errcode, String errmsg) {
        return Optional.of(Answer.error(errcode, errmsg));
    }
}
