package io.keshu.channels.wechat.convert;

import io.keshu.channels.api.ChannelAccountId;
import io.keshu.channels.api.ExternalUserId;
import io.keshu.channels.api.InboundEnvelope;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;

/** Makes the hub's envelope of an authentic message. */
public final class InboundConverter {

    private InboundConverter() {}

    /**
     * The envelope, unless nobody sent the message: without a sender there is no conversation that it could belong to.
     *
     * @param fields the message as {@link CallbackXml} reads it
     * @param now the time of sending where the message states none
     */
    public static Optional<InboundEnvelope> envelope(
            ChannelAccountId account, Map<String, String> fields, String raw, Instant now) {
        String user = fields.getOrDefault("FromUserName", "");
        if (user.isBlank() || user.length() > ExternalUserId.MAX_LENGTH) {
            return Optional.empty();
        }
        return Optional.of(new InboundEnvelope(
                account,
                MessageIds.of(fields),
                new ExternalUserId(user),
                sentAt(fields, now),
                ContentConverter.convert(fields),
                raw));
    }

    private static Instant sentAt(Map<String, String> fields, Instant now) {
        try {
            return Instant.ofEpochSecond(Long.parseLong(fields.getOrDefault("CreateTime", "")));
        } catch (NumberFormatException | DateTimeException e) {
            return now;
        }
    }
}
