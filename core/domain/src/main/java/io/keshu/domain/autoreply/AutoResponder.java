package io.keshu.domain.autoreply;

import io.keshu.channels.api.ChannelAccountId;
import io.keshu.channels.api.InboundContent;
import java.time.Duration;
import java.util.List;

/** The bot, as the pipeline sees it. Thread-safe. */
public interface AutoResponder {

    /**
     * Whether this message might get an automatic answer. Called under the lock for every message that is for the bot: from memory, in
     * microseconds, never throwing.
     *
     * @param botReplies how many messages the bot has written in this conversation
     */
    boolean mayAnswer(ChannelAccountId account, InboundContent content, int botReplies);

    /**
     * Thinks, outside lock and transaction. What it decides is applied only if the conversation is still the bot's and the customer
     * said nothing since; what it decides about a tap or a scan in every open conversation, which stays with whoever has it. An
     * exception counts as {@link AutoAnswer.HandOver} where something was asked.
     */
    AutoAnswer answer(AutoReplyTask task);

    /** After which waits for an agent {@link #overdue} is to be asked; from memory, never throwing. */
    List<Duration> waits();

    /**
     * Thinks about a customer who waits for an agent, outside lock and transaction. What it says is sent once for each wait and
     * length of it, whichever nodes ask, and only if the customer still waits; the conversation stays with the agents.
     */
    AutoAnswer overdue(OverdueTask task);
}
