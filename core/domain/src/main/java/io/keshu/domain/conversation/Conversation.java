package io.keshu.domain.conversation;

import io.keshu.channels.api.ExternalMessageId;
import io.keshu.domain.agent.AgentGroupId;
import io.keshu.domain.customer.CustomerId;
import io.keshu.domain.customer.IdentityId;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * The head of a conversation; its messages are rows of their own.
 *
 * @param version grows by one with every change that is saved; a save names the version it saw
 * @param lastNumber the number of the latest message
 * @param inboundCount how many messages the customer wrote, for counting what an agent has not read
 * @param botReplies how many messages the bot wrote
 * @param waitingSince when the customer's first unanswered message came; null when nobody waits
 * @param botSince since when a question waits for the bot; null when none does
 * @param group the group whose agents the customer was handed over to; null if to any
 * @param lastInbound the customer's latest message, which replies refer to
 */
public record Conversation(
        ConversationId id,
        CustomerId customer,
        IdentityId identity,
        long version,
        ConversationState state,
        int lastNumber,
        int inboundCount,
        int botReplies,
        Instant openedAt,
        Instant activityAt,
        @Nullable Instant waitingSince,
        @Nullable Instant botSince,
        @Nullable AgentGroupId group,
        @Nullable ExternalMessageId lastInbound,
        Preview preview) {}
