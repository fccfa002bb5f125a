package io.keshu.domain.fact;

import io.keshu.channels.api.ChannelAccountId;
import io.keshu.channels.api.Shortened;
import io.keshu.domain.agent.AgentGroupId;
import io.keshu.domain.conversation.ConversationId;
import io.keshu.domain.conversation.ConversationState;
import io.keshu.domain.message.Author;
import io.keshu.domain.message.DeliveryState;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** Something that happened. Written in the transaction that made it so, never changed. */
public sealed interface Fact {

    ConversationId conversation();

    /** The account of the conversation's channel. */
    ChannelAccountId account();

    Instant at();

    /** The id that the log lines of its cause carry. */
    String traceId();

    /** A message came into the timeline. */
    record MessageAdded(
            ConversationId conversation,
            ChannelAccountId account,
            Instant at,
            String traceId,
            int number,
            Author.Kind author,
            String kind)
            implements Fact {}

    /**
     * A conversation began or came into another state.
     *
     * @param from null when it began
     */
    record StateChanged(
            ConversationId conversation,
            ChannelAccountId account,
            Instant at,
            String traceId,
            @Nullable ConversationState from,
            ConversationState to)
            implements Fact {}

    /** An attempt to deliver ended. */
    record DeliveryEnded(
            ConversationId conversation,
            ChannelAccountId account,
            Instant at,
            String traceId,
            int number,
            DeliveryState state,
            @Nullable String reason)
            implements Fact {}

    /**
     * Media that a message brought are stored, or lost.
     *
     * @param state the name of the {@link io.keshu.domain.media.MediaState} they ended in
     */
    record MediaEnded(
            ConversationId conversation, ChannelAccountId account, Instant at, String traceId, int number, String state)
            implements Fact {}

    /** The customer was handed over to a group of agents; beside the {@link MessageAdded} of the event. */
    record GroupChosen(
            ConversationId conversation,
            ChannelAccountId account,
            Instant at,
            String traceId,
            int number,
            AgentGroupId group)
            implements Fact {}

    /**
     * One of the bot's rules answered, or handed the customer over.
     *
     * @param number the timeline's last number by then
     * @param rule its id
     */
    record RuleFired(
            ConversationId conversation, ChannelAccountId account, Instant at, String traceId, int number, long rule)
            implements Fact {}

    /**
     * The customer tapped a button of the account's menu; beside the {@link MessageAdded} of the event.
     *
     * @param button the provider's kind of button
     * @param key the button's key or address; at most {@value #MAX_KEY} characters are kept
     */
    record MenuTapped(
            ConversationId conversation,
            ChannelAccountId account,
            Instant at,
            String traceId,
            int number,
            String button,
            String key)
            implements Fact {

        /** What a fact's detail holds. */
        public static final int MAX_KEY = 1024;

        public MenuTapped {
            key = Shortened.to(MAX_KEY, key);
        }
    }

    /**
     * The customer came through a code with a scene, or scanned one while following; beside the {@link MessageAdded} of the event.
     *
     * @param scene at most {@value #MAX_SCENE} characters are kept
     * @param subscribed whether the customer began to follow thereby
     */
    record SceneScanned(
            ConversationId conversation,
            ChannelAccountId account,
            Instant at,
            String traceId,
            int number,
            String scene,
            boolean subscribed)
            implements Fact {

        /** Longer than any provider's. */
        public static final int MAX_SCENE = 255;

        public SceneScanned {
            if (scene.length() > MAX_SCENE) {
                scene = scene.substring(
                        0, Character.isHighSurrogate(scene.charAt(MAX_SCENE - 1)) ? MAX_SCENE - 1 : MAX_SCENE);
            }
        }
    }
}
