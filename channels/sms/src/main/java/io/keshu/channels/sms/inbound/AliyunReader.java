package io.keshu.channels.sms.inbound;

import io.keshu.channels.api.ChannelAccountId;
import io.keshu.channels.api.ExternalMessageId;
import io.keshu.channels.api.InboundEnvelope;
import io.keshu.channels.sms.client.Json;
import io.keshu.channels.sms.convert.Ids;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import tools.jackson.databind.JsonNode;

/** Aliyun's SmsUp and SmsReport, as they are pushed over HTTP: arrays of items. */
public final class AliyunReader implements CloudReader {

    private final Clock clock;

    public AliyunReader(Clock clock) {
        this.clock = clock;
    }

    @Override
    public List<JsonNode> items(JsonNode body) {
        return CloudItems.array(body);
    }

    @Override
    public Optional<InboundEnvelope> read(ChannelAccountId account, JsonNode item) {
        return CloudItems.number(Json.text(item, "phone_number"))
                .flatMap(number -> item.has("success") ? report(account, number, item) : uplink(account, number, item));
    }

    private Optional<InboundEnvelope> uplink(ChannelAccountId account, String number, JsonNode item) {
        String text = CloudItems.content(item, "content");
        if (text == null) {
            return Optional.empty();
        }
        String sequence = Json.text(item, "sequence_id");
        String sent = Json.text(item, "send_time");
        ExternalMessageId id = sequence.isEmpty() ? Ids.derived("sms", number, text, sent) : Ids.given("sms", sequence);
        return Optional.of(CloudItems.text(account, id, number, text, CloudItems.time(sent, clock), item));
    }

    private Optional<InboundEnvelope> report(ChannelAccountId account, String number, JsonNode item) {
        String message = Json.text(item, "biz_id");
        JsonNode success = item.path("success");
        if (message.isEmpty() || message.length() > 64 || !success.isBoolean()) {
            return Optional.empty();
        }
        return Optional.of(CloudItems.receipt(
                account,
                message,
                number,
                !success.booleanValue(),
                Json.text(item, "err_code"),
                CloudItems.time(Json.text(item, "report_time"), clock),
                item));
    }

    @Override
    public String thanks() {
        return "{\"code\":0,\"msg\":\"OK\"}";
    }
}
