package io.keshu.console.conversations;

import io.keshu.channels.api.Channel;
import io.keshu.channels.api.ChannelAccount;
import io.keshu.channels.api.ChannelAccountId;
import io.keshu.channels.api.ChannelCapability;
import io.keshu.channels.api.DeliveryProblem;
import io.keshu.channels.api.LimitedCards;
import io.keshu.channels.api.LimitedMedia;
import io.keshu.channels.api.LimitedText;
import io.keshu.channels.api.MediaKind;
import io.keshu.channels.api.MediaLimit;
import io.keshu.channels.api.OutboundContent;
import io.keshu.channels.api.SegmentedText;
import io.keshu.channels.api.TextLimit;
import io.keshu.console.web.ProblemException;
import io.keshu.domain.account.AccountDirectory;
import io.keshu.domain.account.Channels;
import io.keshu.domain.conversation.Conversation;
import io.keshu.domain.conversion.Carriage;
import io.keshu.domain.conversion.Conversion;
import io.keshu.domain.conversion.SignedMediaLinks;
import io.keshu.domain.customer.Identity;
import io.keshu.domain.reply.ReplyAllowances;
import java.time.Duration;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.springframework.http.HttpStatus;
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
    /** What may be uploaded for the picture of a card that is shown under a link. */
    private static final Set<String> PICTURES = Set.of("image/jpeg", "image/png", "image/gif");

    private final ReplyAllowances allowances;
    private final Conversion conversion;
    private final SignedMediaLinks links;

    ReplyLimits(
            AccountDirectory accounts,
            Channels channels,
            ReplyAllowances allowances,
            Conversion conversion,
            SignedMediaLinks links) {
        this.conversion = conversion;
        this.links = links;
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
                converts(account),
                links.valid().toSeconds(),
                media(account).entrySet().stream()
                        .map(entry -> MediaLimitView.of(entry.getKey(), entry.getValue()))
                        .sorted(Comparator.comparing(MediaLimitView::kind))
                        .toList(),
                can(account, ChannelCapability.SIGNAL_TYPING),
                mostArticles(account),
                allowances.of(identity).map(ReplyAllowanceView::of).orElse(null),
                can(account, ChannelCapability.RECALL));
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
                .filter(what -> what.name().startsWith(SEND))
                .map(ReplyLimits::kind)
                .sorted()
                .toList();
    }

    private boolean can(ChannelAccountId account, ChannelCapability capability) {
        return channel(account)
                .filter(found -> found.capabilities().contains(capability))
                .isPresent();
    }

    private static String kind(ChannelCapability sending) {
        return sending.name().substring(SEND.length()).toLowerCase(Locale.ROOT).replace('_', '-');
    }

    private List<ConversionView> converts(ChannelAccountId account) {
        return conversion.converted(account).entrySet().stream()
                .map(entry -> new ConversionView(
                        kind(entry.getKey()), entry.getValue().name().toLowerCase(Locale.ROOT)))
                .toList();
    }

    /** Why the account can't send this in any form; empty if it can. */
    Optional<ProblemException> refusal(ChannelAccountId account, OutboundContent content) {
        return conversion.of(content, account) instanceof Carriage.Refused refused
                ? Optional.of(refusal(refused.reason()))
                : Optional.empty();
    }

    static ProblemException refusal(DeliveryProblem.Reason reason) {
        return ProblemException.of(
                HttpStatus.UNPROCESSABLE_CONTENT,
                reason == DeliveryProblem.Reason.CONTENT_TOO_LONG ? "message.too_long" : "message.kind_not_carried");
    }

    /** What may be uploaded for a message, by kind: what the channel takes, or what can be shown under a link. */
    Map<MediaKind, MediaLimit> media(ChannelAccountId account) {
        Map<MediaKind, MediaLimit> limits = new EnumMap<>(MediaKind.class);
        Set<ChannelCapability> converted = conversion.converted(account).keySet();
        MediaLimit linked = new MediaLimit(links.maxBytes(), Set.of(), null);
        for (MediaKind kind : MediaKind.values()) {
            if (converted.contains(sending(kind))) {
                limits.put(
                        kind, kind == MediaKind.THUMBNAIL ? new MediaLimit(links.maxBytes(), PICTURES, null) : linked);
            }
        }
        channel(account)
                .filter(LimitedMedia.class::isInstance)
                .map(LimitedMedia.class::cast)
                .ifPresent(channel -> limits.putAll(channel.mediaLimits()));
        return limits;
    }

    private static ChannelCapability sending(MediaKind kind) {
        return switch (kind) {
            case IMAGE -> ChannelCapability.SEND_IMAGE;
            case VOICE -> ChannelCapability.SEND_VOICE;
            case VIDEO -> ChannelCapability.SEND_VIDEO;
            case FILE -> ChannelCapability.SEND_FILE;
            case THUMBNAIL -> ChannelCapability.SEND_MINI_PROGRAM;
        };
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

    Optional<TextLimit> limit(ChannelAccountId account) {
        return channel(account)
                .filter(LimitedText.class::isInstance)
                .map(LimitedText.class::cast)
                .map(LimitedText::textLimit);
    }

    /** How the account cuts a text into segments, if it does. */
    Optional<SegmentRuleView> segments(ChannelAccountId account) {
        return channel(account)
                .filter(SegmentedText.class::isInstance)
                .map(found -> SegmentRuleView.of(((SegmentedText) found).segmentRule(account)));
    }

    private Optional<Channel> channel(ChannelAccountId account) {
        return accounts.find(account).flatMap(found -> channels.find(found.type()));
    }
}
