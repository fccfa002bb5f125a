package io.keshu.channels.weixin.convert;

import io.keshu.channels.api.ChannelAccountId;
import io.keshu.channels.api.ExternalUserId;
import io.keshu.channels.api.InboundEnvelope;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;

/** Makes the hub's envelope of an authentic message. */
public final class InboundConverter {

    /** The last second whose year has four digits. */
    private static final long LATEST = 253_402_300_799L;

    private InboundConverter() {}

    /**
     * The envelope, unless nobody sent the message: without a sender there is no conversation that it could belong to.
     *
     * @param fields the message as {@link CallbackXml} or {@link CallbackJson} reads it
     * @param now the time of sending where the message states none
     */
    public static Optional<InboundEnvelope> envelope(
            ChannelAccountId account, Map<String, String> fields, String raw, Instant now, MessageReader reader) {
        String user = fields.getOrDefault("FromUserName", "");
        if (user.isBlank() || user.length() > ExternalUserId.MAX_LENGTH) {
            return Optional.empty();
        }
        return Optional.of(new InboundEnvelope(
                account,
                MessageIds.of(fields, reader.eventKey(fields)),
                new ExternalUserId(user),
                sentAt(fields, now),
                reader.content(fields),
                raw));
    }

    /** A time that nobody can have meant, such as one in milliseconds, is no reason to lose the message. */
    private static Instant sentAt(Map<String, String> fields, Instant now) {
        try {
            long seconds = Long.parseLong(fields.getOrDefault("CreateTime", ""));
            return seconds < 0 || seconds > LATEST ? now : Instant.ofEpochSecond(seconds);
        } catch (NumberFormatException e) {
            return now;
        }
    }
}
