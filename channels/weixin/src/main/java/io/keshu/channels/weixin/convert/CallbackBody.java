package io.keshu.channels.weixin.convert;

import java.util.Map;
import java.util.Optional;

/** Reads a message in either of the forms that an account chooses from (数据格式). */
public final class CallbackBody {

    private CallbackBody() {}

    /** JSON if it begins as such, else XML; both flattened to names and values. Empty if it is neither. */
    public static Optional<Map<String, String>> read(String body) {
        return body.stripLeading().startsWith("{") ? CallbackJson.read(body) : CallbackXml.read(body);
    }
}
