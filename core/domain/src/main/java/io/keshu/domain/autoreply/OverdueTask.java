package io.keshu.domain.autoreply;

import io.keshu.channels.api.ChannelAccountId;
import io.keshu.domain.conversation.ConversationId;
import java.time.Duration;

/**
 * A customer has waited for an agent.
 *
 * @param waited for how long: one of {@link AutoResponder#waits()}
 * @param returning whether the customer was here before this conversation
 */
public record OverdueTask(
        ConversationId conversation, ChannelAccountId account, Duration waited, int botReplies, boolean returning) {}
