package io.keshu.domain.conversation;

import io.keshu.channels.api.AcceptFailedException;
import io.keshu.channels.api.ChannelAddress;
import io.keshu.channels.api.CustomerChoice;
import io.keshu.domain.agent.AgentGroup;
import io.keshu.domain.agent.AgentGroupRef;
import io.keshu.domain.agent.AgentGroupStore;
import io.keshu.domain.conversation.ConversationEditor.Decision;
import io.keshu.domain.conversation.ConversationStore.ConversationWithIdentity;
import io.keshu.domain.store.StoreUnavailableException;
import io.keshu.domain.timeline.TimelineQueries;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Customers who pick whom they talk to: their conversation is the group's from there. Thread-safe. */
public final class GroupChoice implements CustomerChoice {

    private static final ConversationId LATEST = new ConversationId(Long.MAX_VALUE);
    private static final Logger log = LoggerFactory.getLogger(GroupChoice.class);

    private final ConversationEditor editor;
    private final TimelineQueries timelines;
    private final AgentGroupStore groups;
    private final Clock clock;

    public GroupChoice(ConversationEditor editor, TimelineQueries timelines, AgentGroupStore groups, Clock clock) {
        this.editor = editor;
        this.timelines = timelines;
        this.groups = groups;
        this.clock = clock;
    }

    @Override
    public boolean choose(ChannelAddress customer, String group, String traceId) {
        try {
            Optional<AgentGroupRef> wanted = groups.all().stream()
                    .filter(known ->
                            known.id().toString().equals(group) || known.name().equals(group))
                    .map(AgentGroup::ref)
                    .findFirst();
            if (wanted.isEmpty()) {
                log.info("event=chosen_group_unknown account={}", customer.account());
                return true;
            }
            return timelines.headsUpTo(customer, LATEST, 1).stream()
                    .findFirst()
                    .flatMap(head -> editor.edit(head.id(), read -> decide(read, wanted.get(), traceId)))
                    .orElse(false);
        } catch (StoreUnavailableException e) {
            throw new AcceptFailedException("The store is away", e);
        }
    }

    private Decision<Boolean> decide(ConversationWithIdentity read, AgentGroupRef group, String traceId) {
        Conversation now = read.conversation();
        if (!now.state().open()) {
            return Decision.nothing(false);
        }
        if (group.id().equals(now.group())) {
            return Decision.nothing(true);
        }
        Instant at = clock.instant().truncatedTo(ChronoUnit.MICROS);
        ConversationDraft draft = ConversationDraft.of(now, read.identity());
        draft.choose(group, traceId, at);
        return Decision.of(true, draft, read.identity().lane(), traceId);
    }
}
