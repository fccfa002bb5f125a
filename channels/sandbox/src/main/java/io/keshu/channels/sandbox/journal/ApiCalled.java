package io.keshu.channels.sandbox.journal;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A call of the API and how it ended.
 *
 * @param account the account's appid, or null if the call didn't show which one it was
 * @param openid the customer it was about, or null
 * @param text the message it carried, or null
 * @param errcode what WeChat's side decided; null if a fault kept it from deciding
 * @param status the HTTP status that was answered; 0 if there was no answer
 * @param acted whether the call did what it asked for
 * @param fault what was done to it on demand, or null
 * @param ms from arrival to answer
 */
public record ApiCalled(
        long seq,
        Instant at,
        @Nullable String account,
        String method,
        String path,
        @Nullable String openid,
        @Nullable String text,
        @Nullable Integer errcode,
        @Nullable String errmsg,
        int status,
        boolean acted,
        @Nullable String fault,
        long ms)
        implements Entry {

    @Override
    public String kind() {
        return "call";
    }
}
