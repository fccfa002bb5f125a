package io.keshu.domain.timeline;

import io.keshu.channels.api.CustomerTimeline.Content;
import io.keshu.channels.api.CustomerTimeline.Entry;
import io.keshu.channels.api.CustomerTimeline.Writer;
import io.keshu.channels.api.MediaId;
import io.keshu.channels.api.OutboundContent;
import io.keshu.channels.api.StoredMedia;
import io.keshu.domain.agent.AgentId;
import io.keshu.domain.agent.AgentStore;
import io.keshu.domain.conversation.ConversationId;
import io.keshu.domain.conversation.ConversationState;
import io.keshu.domain.media.MediaItem;
import io.keshu.domain.media.MediaItems;
import io.keshu.domain.media.MediaKinds;
import io.keshu.domain.media.MessageRef;
import io.keshu.domain.message.Author;
import io.keshu.domain.message.ContentFlattener;
import io.keshu.domain.message.Message;
import io.keshu.domain.message.MessageContent;
import io.keshu.domain.timeline.TimelineQueries.Head;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Makes of messages what a customer may see of them. What is none of her business is left out. */
public final class TimelineEntries {

    private final AgentStore agents;
    private final MediaItems media;

    public TimelineEntries(AgentStore agents, MediaItems media) {
        this.agents = agents;
        this.media = media;
    }

    /** @param heads of all conversations that the messages are of */
    List<Entry> of(List<Head> heads, List<Message> messages) {
        Map<ConversationId, Head> byId = heads.stream().collect(Collectors.toMap(Head::id, Function.identity()));
        Shown shown = new Shown(names(messages), sentMedia(messages), receivedMedia(messages));
        return messages.stream()
                .flatMap(message ->
                        entry(Objects.requireNonNull(byId.get(message.conversation())), message, shown).stream())
                .toList();
    }

    private record Shown(
            Map<AgentId, String> names, Map<MediaId, MediaItem> sent, Map<TimelineCursor, MediaItem> received) {}

    private static Optional<Entry> entry(Head head, Message message, Shown shown) {
        return content(message).map(content -> {
            String place = new TimelineCursor(head.id(), message.number()).toString();
            boolean customers = message.author().kind() == Author.Kind.CUSTOMER;
            @Nullable AgentId agent = message.author().agent();
            return new Entry(
                    place,
                    place,
                    writer(message.author().kind()),
                    agent == null ? null : shown.names.get(agent),
                    message.createdAt(),
                    message.externalId(),
                    content,
                    media(content, message, shown),
                    message.number() <= (customers ? head.readByAgents() : head.readByCustomer()));
        });
    }

    private static Optional<Content> content(Message message) {
        MessageContent content = message.content();
        if (content instanceof MessageContent.Sent sent && sent.via() != null) {
            // It went to another address, such as one that was left in a form, and is for whoever reads there.
            return Optional.empty();
        } else if (message.recalled()) {
            return Optional.of(new Content.Recalled());
        } else if (content instanceof MessageContent.Received received) {
            return Optional.of(new Content.Received(received.content()));
        } else if (content instanceof MessageContent.Sent sent) {
            return Optional.of(new Content.Sent(sent.content()));
        } else if (content instanceof MessageContent.Grouped grouped) {
            return Optional.of(new Content.Grouped(grouped.group().name()));
        } else if (content instanceof MessageContent.StateChanged changed && changed.to() == ConversationState.CLOSED) {
            return Optional.of(new Content.Closed());
        }
        return Optional.empty();
    }

    private static @Nullable StoredMedia media(Content content, Message message, Shown shown) {
        @Nullable MediaItem item = null;
        if (content instanceof Content.Sent sent) {
            item = OutboundContent.mediaOf(sent.content()).map(shown.sent::get).orElse(null);
        } else if (content instanceof Content.Received) {
            item = shown.received.get(new TimelineCursor(message.conversation(), message.number()));
        }
        return item == null ? null : item.stored();
    }

    private static Writer writer(Author.Kind kind) {
        return switch (kind) {
            case CUSTOMER -> Writer.CUSTOMER;
            case AGENT -> Writer.AGENT;
            case BOT -> Writer.BOT;
            case SYSTEM -> Writer.SYSTEM;
        };
    }

    private Map<AgentId, String> names(List<Message> messages) {
        Set<AgentId> writers = messages.stream()
                .map(message -> message.author().agent())
                .filter(Objects::nonNull)
                .collect(Collectors.toSet());
        return writers.isEmpty() ? Map.of() : agents.displayNames(writers);
    }

    private Map<MediaId, MediaItem> sentMedia(List<Message> messages) {
        Set<MediaId> ids = new HashSet<>();
        for (Message message : messages) {
            if (message.content() instanceof MessageContent.Sent sent) {
                OutboundContent.mediaOf(sent.content()).ifPresent(ids::add);
            }
        }
        return ids.isEmpty()
                ? Map.of()
                : media.find(ids).stream().collect(Collectors.toMap(MediaItem::id, Function.identity()));
    }

    private Map<TimelineCursor, MediaItem> receivedMedia(List<Message> messages) {
        Map<TimelineCursor, MediaItem> found = new HashMap<>();
        Map<ConversationId, List<Message>> byConversation = messages.stream()
                .filter(message -> message.content() instanceof MessageContent.Received
                        && MediaKinds.ofMessage(ContentFlattener.flatten(message.content())
                                        .kind())
                                .isPresent())
                .collect(Collectors.groupingBy(Message::conversation));
        byConversation.forEach((conversation, part) -> {
            int first = part.get(0).number();
            int last = part.get(part.size() - 1).number();
            for (MediaItem item : media.ofMessages(conversation, first, last)) {
                MessageRef message = item.message();
                if (message != null) {
                    found.put(new TimelineCursor(conversation, message.number()), item);
                }
            }
        });
        return found;
    }
}
