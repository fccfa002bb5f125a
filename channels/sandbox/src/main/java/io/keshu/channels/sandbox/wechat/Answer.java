package io.keshu.channels.sandbox.wechat;

import io.keshu.channels.sandbox.world.KeptMedia;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What WeChat's side decided.
 *
 * @param errcode 0 if the call was served
 * @param body the JSON that says so
 * @param account the account that called, or null if the call didn't show it
 * @param openid the follower it was about, or null
 * @param text the message it carried, or null
 * @param media what is answered in the place of JSON, or null
 */
public record Answer(
        int errcode,
        String errmsg,
        Map<String, Object> body,
        @Nullable String account,
        @Nullable String openid,
        @Nullable String text,
        @Nullable KeptMedia media) {

    public static Answer error(int errcode, String errmsg) {
        Map<String, Object> body = new LinkedHashMap<>();
        body.put("errcode", errcode);
        body.put("errmsg", errmsg);
        return new Answer(errcode, errmsg, body, null, null, null, null);
    }

    public static Answer ok() {
        return error(0, "ok");
    }

    /** An answer without errcode, as WeChat gives where something was asked for. */
    public static Answer of(Map<String, Object> body) {
        return new Answer(0, "ok", body, null, null, null, null);
    }

    /** Bytes. */
    static Answer media(KeptMedia kept) {
        return new Answer(0, "ok", Map.of(), null, null, null, kept);
    }

    Answer by(String appId) {
        return new Answer(errcode, errmsg, body, appId, openid, text, media);
    }

    public Answer about(@Nullable String follower, @Nullable String message) {
        return new Answer(errcode, errmsg, body, account, follower, message, media);
    }
}
