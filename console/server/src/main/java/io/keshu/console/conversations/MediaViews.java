package io.keshu.console.conversations;

import io.keshu.channels.api.DeliveryProblem;
import io.keshu.channels.api.MediaId;
import io.keshu.channels.api.MediaKind;
import io.keshu.channels.api.OutboundContent;
import io.keshu.channels.api.StoredMedia;
import io.keshu.console.web.Words;
import io.keshu.domain.media.MediaItem;
import io.keshu.domain.media.MediaItems;
import io.keshu.domain.media.MediaKinds;
import io.keshu.domain.media.MediaState;
import io.keshu.domain.media.MessageRef;
import io.keshu.domain.message.Author;
import io.keshu.domain.message.ContentFlattener;
import io.keshu.domain.message.Message;
import io.keshu.domain.message.MessageContent;
import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.springframework.stereotype.Component;

/** Media as the console shows them. */
@Component
final class MediaViews {

    private final MediaItems items;
    private final Words words;

    MediaViews(MediaItems items, Words words) {
        this.items = items;
        this.words = words;
    }

    /** The media of messages of one conversation, by the messages' numbers. */
    Map<Integer, MediaView> of(Collection<Message> messages) {
        Map<Integer, MediaView> views = new HashMap<>();
        received(messages, views);
        Map<MediaId, Integer> sent = new HashMap<>();
        for (Message message : messages) {
            if (message.content() instanceof MessageContent.Sent ours) {
                OutboundContent.mediaOf(ours.content()).ifPresent(id -> sent.put(id, message.number()));
            }
        }
        if (!sent.isEmpty()) {
            Map<MediaId, MediaView> known = new HashMap<>();
            items.find(sent.keySet()).forEach(item -> known.put(item.id(), of(item)));
            for (Message message : messages) {
                if (message.content() instanceof MessageContent.Sent ours) {
                    OutboundContent.mediaOf(ours.content())
                            .flatMap(id -> Optional.ofNullable(known.get(id)))
                            .ifPresent(view -> views.put(message.number(), view));
                }
            }
        }
        return views;
    }

    private void received(Collection<Message> messages, Map<Integer, MediaView> views) {
        int from = Integer.MAX_VALUE;
        int to = 0;
        for (Message message : messages) {
            Optional<MediaKind> kind = message.author().kind() == Author.Kind.CUSTOMER
                    ? MediaKinds.ofMessage(
                            ContentFlattener.flatten(message.content()).kind())
                    : Optional.empty();
            if (kind.isPresent()) {
                views.put(message.number(), awaited(kind.get()));
                from = Math.min(from, message.number());
                to = Math.max(to, message.number());
            }
        }
        if (to > 0) {
            for (MediaItem item : items.ofMessages(messages.iterator().next().conversation(), from, to)) {
                MessageRef message = item.message();
                if (message != null) {
                    views.put(message.number(), of(item));
                }
            }
        }
    }

    /** The message is here, and nobody has looked for its media yet. */
    private static MediaView awaited(MediaKind kind) {
        return new MediaView(null, lower(kind), lower(MediaState.PENDING), null, 0, "", 0, 0, null, false, null);
    }

    MediaView of(MediaItem item) {
        StoredMedia stored = item.stored();
        DeliveryProblem problem = item.problem();
        Duration plays = stored == null ? null : stored.duration();
        return new MediaView(
                item.id().toString(),
                lower(item.kind()),
                lower(item.state()),
                stored == null ? null : stored.contentType(),
                stored == null ? 0 : stored.sizeBytes(),
                stored == null ? "" : stored.fileName(),
                stored == null ? 0 : stored.width(),
                stored == null ? 0 : stored.height(),
                plays == null ? null : plays.toMillis(),
                item.thumbnail() != null,
                problem == null ? null : words(problem.reason()));
    }

    /** What came in and was not what it said is told otherwise than what can't be sent. */
    private String words(DeliveryProblem.Reason reason) {
        return words.find("media." + reason).orElseGet(() -> words.say("delivery." + reason));
    }

    private static String lower(Enum<?> constant) {
        return constant.name().toLowerCase(Locale.ROOT);
    }
}
