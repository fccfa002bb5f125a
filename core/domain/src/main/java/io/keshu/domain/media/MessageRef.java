package io.keshu.domain.media;

import io.keshu.channels.api.ChannelAccountId;
import io.keshu.domain.conversation.ConversationId;

/** The message of a customer's to which media belong. */
public record MessageRef(ConversationId conversation, int number, ChannelAccountId account) {}
