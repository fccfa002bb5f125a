package io.keshu.domain.timeline;

import io.keshu.channels.api.AcceptFailedException;
import io.keshu.channels.api.ChannelAddress;
import io.keshu.channels.api.CustomerNames;
import io.keshu.channels.api.CustomerTimeline;
import io.keshu.channels.api.Shortened;
import io.keshu.domain.conversation.ConversationId;
import io.keshu.domain.conversation.ConversationQueries;
import io.keshu.domain.hint.Hint;
import io.keshu.domain.hint.HintBus;
import io.keshu.domain.message.Message;
import io.keshu.domain.message.MessageContent;
import io.keshu.domain.store.StoreUnavailableException;
import io.keshu.domain.timeline.TimelineQueries.Head;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Reads the conversations of an identity as one timeline. */
public final class CustomerTimelines implements CustomerTimeline, CustomerNames {

    /** Conversations read in one go; a page that needs more of them ends there and goes on with the next. */
    private static final int MAX_HEADS = 20;

    private final TimelineQueries timelines;
    private final ConversationQueries messages;
    private final TimelineEntries entries;
    private final HintBus hints;

    public CustomerTimelines(
            TimelineQueries timelines, ConversationQueries messages, TimelineEntries entries, HintBus hints) {
        this.timelines = timelines;
        this.messages = messages;
        this.entries = entries;
        this.hints = hints;
    }

    private record Found(Head head, Message message) {}

    @Override
    public Page after(ChannelAddress customer, @Nullable String cursor, int limit) {
        checkLimit(limit);
        if (cursor == null) {
            return asking(() -> upTo(
                    customer, new TimelineCursor(new ConversationId(Long.MAX_VALUE), Integer.MAX_VALUE), limit, true));
        }
        TimelineCursor from = TimelineCursor.parse(cursor);
        return asking(() -> from(customer, from, limit));
    }

    @Override
    public Page before(ChannelAddress customer, String cursor, int limit) {
        checkLimit(limit);
        TimelineCursor before = TimelineCursor.parse(cursor);
        return asking(() -> upTo(customer, before, limit, false));
    }

    @Override
    public Optional<Entry> find(ChannelAddress customer, String key) {
        TimelineCursor place = TimelineCursor.parse(key);
        return asking(() -> {
            Optional<Head> head = timelines.headsFrom(customer, place.conversation(), 1).stream()
                    .filter(found -> found.id().equals(place.conversation()))
                    .findFirst();
            return head.flatMap(found -> messages.messagesFrom(found.id(), place.number(), 1).stream()
                    .filter(message -> message.number() == place.number())
                    .findFirst()
                    .flatMap(message -> entries.of(List.of(found), List.of(message)).stream()
                            .findFirst()));
        });
    }

    @Override
    public boolean named(ChannelAddress customer, String name) {
        return asking(() -> {
            boolean known = timelines.rename(customer, Shortened.to(CustomerNames.MAX_NAME, name));
            if (known) {
                // Agents who look at her conversation see another name from now on.
                hints.publish(timelines.headsUpTo(customer, new ConversationId(Long.MAX_VALUE), 1).stream()
                        .map(head -> new Hint(head.id(), head.lastNumber(), 0))
                        .toList());
            }
            return known;
        });
    }

    private Page from(ChannelAddress customer, TimelineCursor after, int limit) {
        // The heads first: whatever they say is in the timelines that are read after them, and a conversation that is
        // not the last of
        // them has ended.
        List<Head> heads = timelines.headsFrom(customer, after.conversation(), MAX_HEADS);
        List<Found> found = new ArrayList<>();
        for (Head head : heads) {
            int first = head.id().equals(after.conversation()) ? after.number() + 1 : 1;
            if (first <= head.lastNumber() && found.size() <= limit) {
                messages.messagesFrom(head.id(), first, limit + 1 - found.size())
                        .forEach(message -> found.add(new Found(head, message)));
            }
        }
        boolean more = found.size() > limit || heads.size() == MAX_HEADS;
        List<Found> page = found.subList(0, Math.min(limit, found.size()));
        String end = page.isEmpty() ? after.toString() : cursorOf(page.get(page.size() - 1));
        return page(heads, page, changed(page), end, more && !page.isEmpty(), true);
    }

    private Page upTo(ChannelAddress customer, TimelineCursor before, int limit, boolean newest) {
        List<Head> heads = timelines.headsUpTo(customer, before.conversation(), MAX_HEADS);
        Deque<Found> found = new ArrayDeque<>();
        for (Head head : heads) {
            int bound = head.id().equals(before.conversation()) ? before.number() : head.lastNumber() + 1;
            if (found.size() <= limit) {
                List<Message> part = messages.messagesBefore(head.id(), bound, limit + 1 - found.size());
                for (int i = part.size() - 1; i >= 0; i--) {
                    found.addFirst(new Found(head, part.get(i)));
                }
            }
        }
        boolean older = found.size() > limit || heads.size() == MAX_HEADS;
        if (found.size() > limit) {
            found.removeFirst();
        }
        List<Found> page = List.copyOf(found);
        @Nullable
        String cursor =
                page.isEmpty() ? (newest ? null : before.toString()) : cursorOf(page.get(newest ? page.size() - 1 : 0));
        return page(heads, page, List.of(), cursor, false, older && !page.isEmpty());
    }

    private static String cursorOf(Found found) {
        return new TimelineCursor(found.head.id(), found.message.number()).toString();
    }

    /** What was taken back by something in the page and stands before it. */
    private List<Found> changed(List<Found> page) {
        Set<TimelineCursor> shown = new HashSet<>();
        List<Found> changed = new ArrayList<>();
        for (Found found : page) {
            shown.add(new TimelineCursor(found.head.id(), found.message.number()));
            if (found.message.content() instanceof MessageContent.Recalled recalled
                    && shown.add(new TimelineCursor(found.head.id(), recalled.number()))) {
                messages.messagesFrom(found.head.id(), recalled.number(), 1)
                        .forEach(message -> changed.add(new Found(found.head, message)));
            }
        }
        return changed;
    }

    private Page page(
            List<Head> heads,
            List<Found> page,
            List<Found> changed,
            @Nullable String cursor,
            boolean more,
            boolean older) {
        @Nullable
        String read = heads.stream()
                .filter(head -> head.readByAgents() > 0)
                .max((a, b) -> Long.compare(a.id().value(), b.id().value()))
                .map(head -> new TimelineCursor(head.id(), head.readByAgents()).toString())
                .orElse(null);
        return new Page(entries(page), entries(changed), cursor, more, older, read);
    }

    private List<Entry> entries(List<Found> found) {
        return entries.of(
                found.stream().map(Found::head).distinct().toList(),
                found.stream().map(Found::message).toList());
    }

    private static void checkLimit(int limit) {
        if (limit < 1 || limit > MAX_PAGE) {
            throw new IllegalArgumentException("A page has 1 to " + MAX_PAGE + " entries: " + limit);
        }
    }

    private static <T> T asking(Supplier<T> question) {
        try {
            return question.get();
        } catch (StoreUnavailableException e) {
            throw new AcceptFailedException("The store is away", e);
        }
    }
}
