package io.keshu.console.conversations;

import io.keshu.channels.api.Channel;
import io.keshu.channels.api.ChannelAccount;
import io.keshu.channels.api.ChannelAccountId;
import io.keshu.channels.api.ChannelCapability;
import io.keshu.channels.api.LimitedCards;
import io.keshu.channels.api.LimitedMedia;
import io.keshu.channels.api.LimitedText;
import io.keshu.channels.api.MediaKind;
import io.keshu.channels.api.MediaLimit;
import io.keshu.channels.api.OutboundContent;
import io.keshu.channels.api.SegmentedText;
import io.keshu.channels.api.TextLimit;
import io.keshu.channels.api.TypingSignal;
import io.keshu.domain.account.AccountDirectory;
import io.keshu.domain.account.Channels;
import io.keshu.domain.conversation.Conversation;
import io.keshu.domain.customer.Identity;
import io.keshu.domain.reply.ReplyAllowances;
import java.time.Duration;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.springframework.stereotype.Component;

/** What an agent may write into a conversation. */
@Component
final class ReplyLimits {

    /** What the hub takes at most, whatever the channel carries; in characters. */
    static final int MOST_CHARACTERS = 20_000;

    /** Where the channel states none. */
    private static final int MOST_ARTICLES = 8;

    private static final String SEND = "SEND_";

    private final AccountDirectory accounts;
    private final Channels channels;
    private final ReplyAllowances allowances;

    ReplyLimits(AccountDirectory accounts, Channels channels, ReplyAllowances allowances) {
        this.accounts = accounts;
        this.channels = channels;
        this.allowances = allowances;
    }

    ReplyView of(Conversation conversation, Identity identity) {
        ChannelAccountId account = identity.address().account();
        boolean enabled = accounts.find(account).filter(ChannelAccount::enabled).isPresent();
        boolean sends = channel(account)
                .filter(found -> found.capabilities().contains(ChannelCapability.SEND_TEXT)
                        || found.capabilities().contains(ChannelCapability.SEND_TEMPLATE))
                .isPresent();
        Optional<TextLimit> limit = limit(account);
        return new ReplyView(
                conversation.state().open() && enabled && sends,
                limit.map(TextLimit::max).orElse(null),
                limit.filter(known -> known.unit() == TextLimit.Unit.BYTES).isPresent() ? "bytes" : "chars",
                segments(account).orElse(null),
                kinds(account),
                media(account).entrySet().stream()
                        .map(entry -> MediaLimitView.of(entry.getKey(), entry.getValue()))
                        .sorted(Comparator.comparing(MediaLimitView::kind))
                        .toList(),
                channel(account).filter(TypingSignal.class::isInstance).isPresent(),
                mostArticles(account),
                allowances.of(identity).map(ReplyAllowanceView::of).orElse(null));
    }

    /** How many articles one message shows. */
    int mostArticles(ChannelAccountId account) {
        return channel(account)
                .filter(LimitedCards.class::isInstance)
                .map(found -> ((LimitedCards) found).mostArticles())
                .orElse(MOST_ARTICLES);
    }

    /** The kinds of messages that the channel carries, as messages name them. */
    private List<String> kinds(ChannelAccountId account) {
        return channel(account).stream()
                .flatMap(found -> found.capabilities().stream())
                .map(ChannelCapability::name)
                .filter(name -> name.startsWith(SEND))
                .map(name ->
                        name.substring(SEND.length()).toLowerCase(Locale.ROOT).replace('_', '-'))
                .sorted()
                .toList();
    }

    boolean carries(ChannelAccountId account, OutboundContent content) {
        return channel(account)
                .filter(found -> found.capabilities().contains(ChannelCapability.toSend(content)))
                .isPresent();
    }

    /** What may be uploaded for a message, by kind. */
    Map<MediaKind, MediaLimit> media(ChannelAccountId account) {
        return channel(account)
                .filter(LimitedMedia.class::isInstance)
                .map(LimitedMedia.class::cast)
                .map(LimitedMedia::mediaLimits)
                .orElse(Map.of());
    }

    /** What some channel carries of a kind: the largest size, any of the types, the longest time. */
    Optional<MediaLimit> widest(MediaKind kind) {
        return channels.all().stream()
                .filter(LimitedMedia.class::isInstance)
                .map(LimitedMedia.class::cast)
                .flatMap(channel -> Optional.ofNullable(channel.mediaLimits().get(kind)).stream())
                .reduce(ReplyLimits::wider);
    }

    private static MediaLimit wider(MediaLimit one, MediaLimit other) {
        Set<String> types = new HashSet<>(one.contentTypes());
        types.addAll(other.contentTypes());
        boolean anyType = one.contentTypes().isEmpty() || other.contentTypes().isEmpty();
        Duration first = one.maxDuration();
        Duration second = other.maxDuration();
        return new MediaLimit(
                Math.max(one.maxBytes(), other.maxBytes()),
                anyType ? Set.of() : types,
                first == null || second == null ? null : first.compareTo(second) > 0 ? first : second);
    }

    boolean tooLong(ChannelAccountId account, String text) {
        return text.length() > MOST_CHARACTERS
                || limit(account).filter(known -> !known.allows(text)).isPresent();
    }

    private Optional<TextLimit> limit(ChannelAccountId account) {
        return channel(account)
                .filter(LimitedText.class::isInstance)
                .map(LimitedText.class::cast)
                .map(LimitedText::textLimit);
    }

    private Optional<SegmentRuleView> segments(ChannelAccountId account) {
        return channel(account)
                .filter(SegmentedText.class::isInstance)
                .map(found -> SegmentRuleView.of(((SegmentedText) found).segmentRule(account)));
    }

    private Optional<Channel> channel(ChannelAccountId account) {
        return accounts.find(account).flatMap(found -> channels.find(found.type()));
    }
}
