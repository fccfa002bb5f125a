package io.keshu.channels.sandbox.push;

import io.keshu.channels.sandbox.world.AccountSettings;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What an account is told.
 *
 * @param openid who did it
 * @param at when
 * @param type {@code text}, or the event's name
 * @param event whether it is an event
 * @param msgId of a message; events have none
 * @param fields what else stands in it
 */
public record PushMessage(
        String openid,
        Instant at,
        String type,
        boolean event,
        @Nullable String msgId,
        Map<String, String> fields) {

    public PushMessage {
        fields = new LinkedHashMap<>(fields);
    }

    public static PushMessage text(String openid, Instant at, String msgId, String text) {
        return new PushMessage(openid, at, "text", false, msgId, Map.of("Content", text));
    }

    /** @param fields such as EventKey and Ticket */
    public static PushMessage event(String openid, Instant at, String event, Map<String, String> fields) {
        return new PushMessage(openid, at, event, true, null, fields);
    }

    /** The words, or an event's key; for the journal. */
    @Nullable
    String text() {
        return fields.get(event ? "EventKey" : "Content");
    }

    Xml xml(AccountSettings account) {
        Xml xml = new Xml()
                .words("ToUserName", account.originalId())
                .words("FromUserName", openid)
                .number("CreateTime", Long.toString(at.getEpochSecond()))
                .words("MsgType", event ? "event" : type);
        if (event) {
            xml.words("Event", type);
        }
        fields.forEach(xml::words);
        if (msgId != null) {
            xml.number("MsgId", msgId);
        }
        return xml;
    }
}
