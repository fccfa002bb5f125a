package io.keshu.domain.conversation;

import io.keshu.channels.api.ExternalMessageId;
import io.keshu.domain.agent.AgentGroupId;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** Copies a head with some fields changed. */
final class ConversationBuilder {

    private final Conversation from;
    private long version;
    private ConversationState state;
    private int lastNumber;
    private int inboundCount;
    private int botReplies;
    private Instant activityAt;
    private @Nullable Instant waitingSince;
    private @Nullable Instant botSince;
    private @Nullable AgentGroupId group;
    private @Nullable ExternalMessageId lastInbound;
    private Preview preview;

    ConversationBuilder(Conversation from) {
        this.from = from;
        this.version = from.version();
        this.state = from.state();
        this.lastNumber = from.lastNumber();
        this.inboundCount = from.inboundCount();
        this.botReplies = from.botReplies();
        this.activityAt = from.activityAt();
        this.waitingSince = from.waitingSince();
        this.botSince = from.botSince();
        this.group = from.group();
        this.lastInbound = from.lastInbound();
        this.preview = from.preview();
    }

    ConversationBuilder version(long value) {
        version = value;
        return this;
    }

    ConversationBuilder state(ConversationState value) {
        state = value;
        return this;
    }

    ConversationBuilder lastNumber(int value) {
        lastNumber = value;
        return this;
    }

    ConversationBuilder inboundCount(int value) {
        inboundCount = value;
        return this;
    }

    ConversationBuilder botReplies(int value) {
        botReplies = value;
        return this;
    }

    ConversationBuilder activityAt(Instant value) {
        activityAt = value;
        return this;
    }

    ConversationBuilder waitingSince(@Nullable Instant value) {
        waitingSince = value;
        return this;
    }

    ConversationBuilder botSince(@Nullable Instant value) {
        botSince = value;
        return this;
    }

    ConversationBuilder group(@Nullable AgentGroupId value) {
        group = value;
        return this;
    }

    ConversationBuilder lastInbound(@Nullable ExternalMessageId value) {
        lastInbound = value;
        return this;
    }

    ConversationBuilder preview(Preview value) {
        preview = value;
        return this;
    }

    Conversation build() {
        return new Conversation(
                from.id(),
                from.customer(),
                from.identity(),
                version,
                state,
                lastNumber,
                inboundCount,
                botReplies,
                from.openedAt(),
                activityAt,
                waitingSince,
                botSince,
                group,
                lastInbound,
                preview);
    }
}
