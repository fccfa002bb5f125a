package io.keshu.domain.reply;

import io.keshu.channels.api.DeliveryProblem;
import io.keshu.channels.api.DeliveryProblem.Reason;
import io.keshu.channels.api.InboundContent;
import io.keshu.channels.api.OutboundContent;
import io.keshu.channels.api.ReplyPolicy;
import io.keshu.channels.api.ReplyPolicy.Grant;
import io.keshu.channels.api.ReplyPolicy.Trigger;
import io.keshu.domain.message.Delivery;
import io.keshu.domain.message.DeliveryState;
import io.keshu.domain.message.Message;
import io.keshu.domain.message.MessageContent;
import io.keshu.domain.reply.ReplyAllowance.Correction;
import io.keshu.domain.reply.ReplyAllowance.Pool;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;

/** Goes through a timeline and counts what was allowed and what was used. Not thread-safe. */
final class AllowanceCount {

    private final ReplyPolicy policy;
    private final Map<Trigger, Pool> pools = new EnumMap<>(Trigger.class);
    private @Nullable Correction correction;

    private AllowanceCount(ReplyPolicy policy) {
        this.policy = policy;
    }

    private record Event(Instant at, Message message) {}

    /** @param messages of one identity, in the order of their numbers */
    static ReplyAllowance of(ReplyPolicy policy, List<Message> messages, Instant now) {
        AllowanceCount count = new AllowanceCount(policy);
        List<Event> events = new ArrayList<>();
        for (Message message : messages) {
            events.add(new Event(time(message, now), message));
        }
        events.sort(Comparator.comparing(Event::at));
        events.forEach(event -> count.take(event.message, event.at));
        List<Pool> open = count.pools.values().stream()
                .filter(pool -> now.isBefore(pool.until()))
                .sorted(Comparator.comparing(Pool::until))
                .toList();
        return new ReplyAllowance(open, count.correction, now);
    }

    /** When it mattered: of ours, when it left or was refused; what is still to leave does so now at the earliest. */
    private static Instant time(Message message, Instant now) {
        Delivery delivery = message.delivery();
        if (delivery == null) {
            return message.createdAt();
        }
        if (delivery.state() == DeliveryState.PENDING) {
            return now;
        }
        Instant at = delivery.at();
        return at == null ? message.createdAt() : at;
    }

    private void take(Message message, Instant at) {
        if (message.content() instanceof MessageContent.Received received) {
            grant(received.content()).ifPresent(grant -> {
                pools.put(grant.trigger(), new Pool(grant.trigger(), grant.messages(), at.plus(grant.valid())));
                correction = null;
            });
        } else if (message.content() instanceof MessageContent.Sent sent && message.delivery() != null) {
            // Templates have rules of their own, and what left by another account used none of this one's.
            if (!(sent.content() instanceof OutboundContent.Template) && sent.via() == null) {
                ended(message.delivery(), at);
            }
        }
    }

    private Optional<Grant> grant(InboundContent content) {
        Optional<Trigger> trigger = trigger(content);
        return policy.grants().stream()
                .filter(grant -> trigger.filter(grant.trigger()::equals).isPresent())
                .filter(grant -> counts(grant, content))
                .findFirst();
    }

    private static boolean counts(Grant grant, InboundContent content) {
        return grant.buttons().isEmpty()
                || !(content instanceof InboundContent.MenuClick click)
                || grant.buttons().contains(click.kind().toLowerCase(Locale.ROOT));
    }

    private static Optional<Trigger> trigger(InboundContent content) {
        if (content instanceof InboundContent.MenuClick) {
            return Optional.of(Trigger.MENU_TAPPED);
        } else if (content instanceof InboundContent.Subscribed) {
            return Optional.of(Trigger.SUBSCRIBED);
        } else if (content instanceof InboundContent.Scanned) {
            return Optional.of(Trigger.SCANNED);
        } else if (content instanceof InboundContent.Paid) {
            return Optional.of(Trigger.PAID);
        } else if (content instanceof InboundContent.Entered) {
            return Optional.of(Trigger.ENTERED);
        }
        // What the channel doesn't know may be an event that allows nothing.
        boolean merelyHappened = content instanceof InboundContent.Unsubscribed
                || content instanceof InboundContent.DeliveryReceipt
                || content instanceof InboundContent.TemplateConsents
                || content instanceof InboundContent.Unsupported;
        return merelyHappened ? Optional.empty() : Optional.of(Trigger.WROTE);
    }

    private void ended(Delivery delivery, Instant at) {
        if (delivery.state() == DeliveryState.FAILED) {
            correct(delivery, at);
        } else if (!delivery.passive()) {
            pools.values().stream()
                    .filter(pool -> pool.usableAt(at))
                    .min(Comparator.comparing(Pool::until))
                    .ifPresent(this::use);
        }
    }

    private void use(Pool pool) {
        OptionalInt left = pool.left();
        if (left.isPresent()) {
            pools.put(pool.trigger(), pool.withLeft(left.getAsInt() - 1));
        }
    }

    private void correct(Delivery delivery, Instant at) {
        DeliveryProblem problem = delivery.problem();
        if (problem == null) {
            return;
        }
        if (problem.reason() == Reason.WINDOW_CLOSED) {
            pools.clear();
        } else if (problem.reason() == Reason.REPLY_QUOTA_USED) {
            pools.replaceAll((trigger, pool) -> pool.withLeft(0));
        } else {
            return;
        }
        correction = new Correction(problem.reason(), problem.providerCode(), at);
    }
}
