package io.keshu.channels.sandbox.wechat;

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
 */
record Answer(
        int errcode,
        String errmsg,
        Map<String, Object> body,
        @Nullable String account,
        @Nullable String openid,
        @Nullable String text) {

    static Answer error(int errcode, String errmsg) {
        Map<String, Object> body = new LinkedHashMap<>();
        body.put("errcode", errcode);
        body.put("errmsg", errmsg);
        return new Answer(errcode, errmsg, body, null, null, null);
    }

    static Answer ok() {
        return error(0, "ok");
    }

    /** An answer without errcode, as WeChat gives where something was asked for. */
    static Answer of(Map<String, Object> body) {
        return new Answer(0, "ok", body, null, null, null);
    }

    Answer by(String appId) {
        return new Answer(errcode, errmsg, body, appId, openid, text);
    }

    Answer about(@Nullable String follower, @Nullable String message) {
        return new Answer(errcode, errmsg, body, account, follower, message);
    }
}
