package io.keshu.channels.sms.inbound;

import io.keshu.channels.api.ChannelAccountId;
import io.keshu.channels.api.DeliveryProblem.Reason;
import io.keshu.channels.api.ExternalMessageId;
import io.keshu.channels.api.ExternalUserId;
import io.keshu.channels.api.InboundContent;
import io.keshu.channels.api.InboundEnvelope;
import io.keshu.channels.sms.client.Json;
import io.keshu.channels.sms.convert.Ids;
import io.keshu.channels.sms.convert.PhoneNumbers;
import io.keshu.channels.sms.convert.SmsText;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** What Aliyun's and Tencent Cloud's items have in common. */
final class CloudItems {

    /** Both write their times so, as they are in China. */
    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm:ss");

    private static final ZoneId CHINA = ZoneId.of("Asia/Shanghai");
    private static final String REGION = "CN";
    private static final int LONGEST = 2000;

    private CloudItems() {}

    static List<JsonNode> array(JsonNode body) {
        List<JsonNode> items = new ArrayList<>();
        if (body.isArray()) {
            body.forEach(items::add);
        }
        return items;
    }

    static InboundEnvelope text(
            ChannelAccountId account, ExternalMessageId id, String number, String text, Instant at, JsonNode item) {
        return envelope(account, id, number, at, new InboundContent.Text(SmsText.clean(text)), item);
    }

    /** @param failed whether the customer didn't get it */
    static InboundEnvelope receipt(
            ChannelAccountId account,
            String message,
            String number,
            boolean failed,
            String status,
            Instant at,
            JsonNode item) {
        return envelope(
                account,
                Ids.derived("receipt", message, number, status),
                number,
                at,
                new InboundContent.DeliveryReceipt(message, failed ? Reason.NOT_DELIVERED : null, status),
                item);
    }

    private static InboundEnvelope envelope(
            ChannelAccountId account,
            ExternalMessageId id,
            String number,
            Instant at,
            InboundContent content,
            JsonNode item) {
        return new InboundEnvelope(account, id, new ExternalUserId(number), at, content, item.toString());
    }

    static Optional<String> number(String given) {
        return PhoneNumbers.sender(given, REGION);
    }

    /** @return null if the field is no text of a length that a message may have */
    static @Nullable String content(JsonNode item, String field) {
        JsonNode value = item.path(field);
        String text = value.isString() ? Json.text(item, field) : "";
        return text.isEmpty() || text.length() > LONGEST ? null : text;
    }

    /** The provider's time; now if it can't be read, since it only informs. */
    static Instant time(String given, Clock clock) {
        try {
            return LocalDateTime.parse(given, TIME).atZone(CHINA).toInstant();
        } catch (DateTimeParseException e) {
            return clock.instant();
        }
    }
}
