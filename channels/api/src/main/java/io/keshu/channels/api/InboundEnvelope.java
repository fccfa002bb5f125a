package io.keshu.channels.api;

import java.time.Instant;

/**
 * One message or event from a customer, verified and normalised by its channel.
 *
 * @param account the company's account that received it
 * @param id unique within the account; see {@link ExternalMessageId}
 * @param user who sent it
 * @param sentAt the provider's time of sending; informative only, never decides order
 * @param content what it says
 * @param raw what the provider sent, decrypted, for whoever has to find out later what it was; may be empty
 */
public record InboundEnvelope(
        ChannelAccountId account,
        ExternalMessageId id,
        ExternalUserId user,
        Instant sentAt,
        InboundContent content,
        String raw) {}
