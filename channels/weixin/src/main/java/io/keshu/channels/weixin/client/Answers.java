package io.keshu.channels.weixin.client;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParseException;
import com.google.gson.JsonParser;
import me.chanjar.weixin.common.error.WxErrorException;
import org.jspecify.annotations.Nullable;

/** What WeChat's answers say of what was sent. To the SDK anything without an error code is a success; here only {@code errcode} 0 is. */
public final class Answers {

    private Answers() {}

    /** A call of the SDK's. */
    public interface Attempt {
        SendOutcome make() throws WxErrorException;
    }

    /** How the call ended, whatever it throws. */
    public static SendOutcome outcome(Attempt attempt) {
        try {
            return attempt.make();
        } catch (TokenUnavailableException e) {
            return e.outcome();
        } catch (WxErrorException e) {
            return Calls.outcome(e);
        } catch (RuntimeException e) {
            // Thrown by the SDK for whatever it did not expect in an answer, hence after sending.
            return new SendOutcome.Unclear(Failures.describe(e));
        }
    }

    /** Of a message; with WeChat's number of it, where it gives one. */
    public static SendOutcome read(@Nullable String answer) {
        try {
            JsonElement json = JsonParser.parseString(answer == null ? "" : answer);
            if (json.isJsonObject()) {
                JsonObject fields = json.getAsJsonObject();
                JsonElement code = fields.get("errcode");
                JsonElement id = fields.get("msgid");
                if (code != null && code.isJsonPrimitive() && code.getAsString().equals("0")) {
                    return new SendOutcome.Taken(id == null || !id.isJsonPrimitive() ? null : id.getAsString());
                }
            }
            return new SendOutcome.Unclear("answer without errcode");
        } catch (JsonParseException e) {
            return new SendOutcome.Unclear("answer is not JSON");
        }
    }

    /**
     * @return true
     * @throws IllegalStateException if the answer has no error code
     */
    public static boolean clear(@Nullable String answer) {
        if (read(answer) instanceof SendOutcome.Unclear unclear) {
            throw new IllegalStateException(unclear.detail());
        }
        return true;
    }
}
