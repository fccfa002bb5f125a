package io.keshu.channels.sandbox.push;

import io.keshu.channels.sandbox.world.AccountSettings;
import java.math.BigInteger;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What an account is told.
 *
 * @param openid who did it
 * @param at when
 * @param type of a message, or the event's name
 * @param event whether it is an event
 * @param msgId of a message; events have none
 * @param fields what else stands in it
 * @param items of an event that carries a list; empty for none
 * @param form how it is written
 */
public record PushMessage(
        String openid,
        Instant at,
        String type,
        boolean event,
        @Nullable String msgId,
        Map<String, String> fields,
        List<Map<String, String>> items,
        PushForm form) {

    public PushMessage {
        fields = new LinkedHashMap<>(fields);
        items = List.copyOf(items);
    }

    private PushMessage(
            String openid, Instant at, String type, boolean event, @Nullable String msgId, Map<String, String> fields) {
        this(openid, at, type, event, msgId, fields, List.of(), PushForm.XML);
    }

    /** The same, written in this form. */
    public PushMessage in(PushForm other) {
        return new PushMessage(openid, at, type, event, msgId, fields, items, other);
    }

    /** An event with a list, each of whose items has the same fields. */
    public static PushMessage list(String openid, Instant at, String event, List<Map<String, String>> items) {
        return new PushMessage(openid, at, event, true, null, Map.of(), items, PushForm.XML);
    }

    public static PushMessage text(String openid, Instant at, String msgId, String text) {
        return new PushMessage(openid, at, "text", false, msgId, Map.of("Content", text));
    }

    /** An option of a question that was tapped. */
    public static PushMessage choice(String openid, Instant at, String msgId, String text, String option) {
        Map<String, String> fields = new LinkedHashMap<>();
        fields.put("Content", text);
        fields.put("bizmsgmenuid", option);
        return new PushMessage(openid, at, "text", false, msgId, fields);
    }

    /** A message of another type, with its fields. */
    public static PushMessage of(String type, String openid, Instant at, String msgId, Map<String, String> fields) {
        return new PushMessage(openid, at, type, false, msgId, fields);
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
        if (!items.isEmpty()) {
            xml.list(listName(), items);
        }
        if (msgId != null) {
            xml.number("MsgId", msgId);
        }
        return xml;
    }

    /** {@code SubscribeMsgPopupEvent} of {@code subscribe_msg_popup_event}: XML puts the list below it. */
    private String listName() {
        StringBuilder name = new StringBuilder();
        for (String word : type.split("_", -1)) {
            name.append(Character.toUpperCase(word.charAt(0))).append(word.substring(1));
        }
        return name.toString();
    }

    Map<String, Object> json(AccountSettings account) {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("ToUserName", account.originalId());
        json.put("FromUserName", openid);
        json.put("CreateTime", at.getEpochSecond());
        json.put("MsgType", event ? "event" : type);
        if (event) {
            json.put("Event", type);
        }
        json.putAll(fields);
        if (!items.isEmpty()) {
            json.put("List", items);
        }
        if (msgId != null) {
            json.put("MsgId", msgId.matches("\\d{1,19}") ? new BigInteger(msgId) : msgId);
        }
        return json;
    }
}
