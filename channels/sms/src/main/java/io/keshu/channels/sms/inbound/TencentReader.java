package io.keshu.channels.sms.inbound;

import io.keshu.channels.api.ChannelAccountId;
import io.keshu.channels.api.InboundEnvelope;
import io.keshu.channels.sms.client.Json;
import io.keshu.channels.sms.convert.Ids;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import tools.jackson.databind.JsonNode;

/** Tencent Cloud's replies, one object a call and without an id, and its reports, arrays of items. */
public final class TencentReader implements CloudReader {

    private static final String DELIVERED = "SUCCESS";

    /** As far as a time in seconds makes sense. */
    private static final long LATEST = 253_402_300_799L;

    private final Clock clock;

    public TencentReader(Clock clock) {
        this.clock = clock;
    }

    @Override
    public List<JsonNode> items(JsonNode body) {
        return body.isObject() ? List.of(body) : CloudItems.array(body);
    }

    @Override
    public Optional<InboundEnvelope> read(ChannelAccountId account, JsonNode item) {
        String nation = Json.text(item, "nationcode");
        String mobile = Json.text(item, "mobile");
        if (mobile.isEmpty()) {
            return Optional.empty();
        }
        String whole = nation.isEmpty() || mobile.startsWith("+") ? mobile : "+" + nation + mobile;
        return CloudItems.number(whole)
                .flatMap(number ->
                        item.has("report_status") ? report(account, number, item) : reply(account, number, item));
    }

    /** The same reply in the same second is the same: nothing else tells them apart. */
    private Optional<InboundEnvelope> reply(ChannelAccountId account, String number, JsonNode item) {
        String text = CloudItems.content(item, "text");
        if (text == null) {
            return Optional.empty();
        }
        JsonNode time = item.path("time");
        boolean known = time.canConvertToLong() && time.asLong() > 0 && time.asLong() <= LATEST;
        return Optional.of(CloudItems.text(
                account,
                Ids.derived("sms", number, text, Json.text(item, "time"), Json.text(item, "extend")),
                number,
                text,
                known ? Instant.ofEpochSecond(time.asLong()) : clock.instant(),
                item));
    }

    private Optional<InboundEnvelope> report(ChannelAccountId account, String number, JsonNode item) {
        String message = Json.text(item, "sid");
        String status = Json.text(item, "report_status");
        if (message.isEmpty() || message.length() > 64 || status.isEmpty()) {
            return Optional.empty();
        }
        return Optional.of(CloudItems.receipt(
                account,
                message,
                number,
                !status.equals(DELIVERED),
                status.equals(DELIVERED) ? DELIVERED : Json.text(item, "errmsg"),
                CloudItems.time(Json.text(item, "user_receive_time"), clock),
                item));
    }

    @Override
    public String thanks() {
        return "{\"result\":0,\"errmsg\":\"OK\"}";
    }
}
