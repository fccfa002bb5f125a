package io.keshu.bot.match;

import io.keshu.bot.rule.Trigger.MessageKind;
import io.keshu.channels.api.ChannelAccountId;
import io.keshu.channels.api.ChannelType;
import io.keshu.channels.api.InboundContent;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Something that rules may fire on.
 *
 * @param content what came; null when nothing came and the customer waits
 * @param minutesWaited how many minutes the wait reaches just now, when nothing came
 * @param first whether it is the first of its conversation that may be answered
 * @param returning whether the customer was here before this conversation
 * @param tags the names of the customer's tags, as far as they are known
 */
public record Occasion(
        ChannelType channel,
        ChannelAccountId account,
        @Nullable InboundContent content,
        int minutesWaited,
        boolean first,
        boolean returning,
        Instant at,
        Set<String> tags) {

    public Occasion {
        tags = Set.copyOf(tags);
    }

    public static Occasion arrived(
            ChannelType channel,
            ChannelAccountId account,
            InboundContent content,
            boolean first,
            boolean returning,
            Instant at) {
        return new Occasion(channel, account, content, 0, first, returning, at, Set.of());
    }

    public static Occasion waited(
            ChannelType channel, ChannelAccountId account, int minutes, boolean returning, Instant at) {
        return new Occasion(channel, account, null, minutes, false, returning, at, Set.of());
    }

    /** The same of a customer who bears these tags. */
    public Occasion with(Set<String> names) {
        return new Occasion(channel, account, content, minutesWaited, first, returning, at, names);
    }

    /** What the customer wrote or tapped, or said if that was recognised; a letter's subject is part of it. */
    Optional<String> words() {
        if (content instanceof InboundContent.Text text) {
            return Optional.of(text.text());
        }
        if (content instanceof InboundContent.Choice choice) {
            return Optional.of(choice.text());
        }
        if (content instanceof InboundContent.Mail mail) {
            return mail.automatic() ? Optional.empty() : Optional.of((mail.subject() + "\n" + mail.text()).strip());
        }
        return content instanceof InboundContent.Voice voice
                ? Optional.ofNullable(voice.recognition())
                : Optional.empty();
    }

    /** The kind of message; empty for what merely happens. */
    Optional<MessageKind> kind() {
        if (content instanceof InboundContent.Text
                || content instanceof InboundContent.Choice
                || (content instanceof InboundContent.Mail mail && !mail.automatic())) {
            return Optional.of(MessageKind.TEXT);
        } else if (content instanceof InboundContent.Image) {
            return Optional.of(MessageKind.IMAGE);
        } else if (content instanceof InboundContent.Voice) {
            return Optional.of(MessageKind.VOICE);
        } else if (content instanceof InboundContent.Video) {
            return Optional.of(MessageKind.VIDEO);
        } else if (content instanceof InboundContent.File) {
            return Optional.of(MessageKind.FILE);
        } else if (content instanceof InboundContent.Location) {
            return Optional.of(MessageKind.LOCATION);
        } else if (content instanceof InboundContent.Link) {
            return Optional.of(MessageKind.LINK);
        } else if (content instanceof InboundContent.Card) {
            return Optional.of(MessageKind.CARD);
        }
        return content instanceof InboundContent.Unsupported unknown && !unknown.event()
                ? Optional.of(MessageKind.OTHER)
                : Optional.empty();
    }

    /** The QR code through which the customer came, if any. */
    Optional<String> scene() {
        if (content instanceof InboundContent.Subscribed subscribed) {
            return Optional.ofNullable(subscribed.scene());
        }
        return content instanceof InboundContent.Scanned scanned ? Optional.of(scanned.scene()) : Optional.empty();
    }
}
