package io.keshu.channels.weixin.convert;

import io.keshu.channels.api.ExternalMessageId;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Map;

/**
 * Ids that stay the same over WeChat's re-deliveries: messages carry a MsgId; events carry none and are told apart by sender, time, name
 * and what else distinguishes them, as the documentation advises.
 */
final class MessageIds {

    private MessageIds() {}

    static ExternalMessageId of(Map<String, String> fields, String eventKey) {
        String messageId = fields.getOrDefault("MsgId", "");
        if (!messageId.isBlank()) {
            return shortened("msg:", messageId);
        }
        if (fields.containsKey("Event")) {
            // Hashed, since it is made of who the customer is and outlives that knowledge.
            return new ExternalMessageId("evt:sha256:" + sha256(event(fields, eventKey)));
        }
        return new ExternalMessageId("drv:" + sha256(fields.toString()));
    }

    private static String event(Map<String, String> fields, String eventKey) {
        return String.join(
                "|",
                fields.getOrDefault("FromUserName", ""),
                fields.getOrDefault("CreateTime", ""),
                fields.getOrDefault("Event", ""),
                eventKey);
    }

    private static ExternalMessageId shortened(String prefix, String id) {
        boolean fits = prefix.length() + id.length() <= ExternalMessageId.MAX_LENGTH;
        return new ExternalMessageId(prefix + (fits ? id : "sha256:" + sha256(id)));
    }

    private static String sha256(String text) {
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            return HexFormat.of().formatHex(digest.digest(text.getBytes(StandardCharsets.UTF_8)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every JDK has SHA-256", e);
        }
    }
}
