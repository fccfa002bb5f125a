package io.keshu.bot;

import io.keshu.bot.match.RuleBook;
import io.keshu.bot.rule.RuleCheck;
import io.keshu.bot.rule.Trigger;
import io.keshu.channels.api.Channel;
import io.keshu.channels.api.ChannelAccount;
import io.keshu.channels.api.ChannelAccountId;
import io.keshu.channels.api.ChannelAccounts;
import io.keshu.channels.api.ChannelCapability;
import io.keshu.channels.api.DeliveryProblem.Reason;
import io.keshu.channels.api.LimitedMedia;
import io.keshu.channels.api.LimitedText;
import io.keshu.channels.api.MediaId;
import io.keshu.channels.api.MediaKind;
import io.keshu.channels.api.MediaLimit;
import io.keshu.channels.api.MediaStore;
import io.keshu.channels.api.OutboundContent;
import io.keshu.channels.api.StoredMedia;
import io.keshu.channels.api.TextLimit;
import io.keshu.domain.account.Channels;
import io.keshu.domain.agent.AgentGroupId;
import io.keshu.domain.agent.AgentGroupStore;
import io.keshu.domain.conversion.Carriage;
import io.keshu.domain.conversion.Conversion;
import java.util.List;
import java.util.Optional;

/** The channels, accounts and other rules that a rule is checked against. */
final class CheckedAgainst {

    /** The most patterns that have to be tried on every text, of all rules together: ordinary ones cost well below a millisecond in all. */
    static final int MAX_OPEN_PATTERNS = 200;

    private final Channels channels;
    private final ChannelAccounts accounts;

    private final AgentGroupStore groups;
    private final MediaStore media;
    private final Conversion conversion;

    CheckedAgainst(
            Channels channels,
            ChannelAccounts accounts,
            AgentGroupStore groups,
            MediaStore media,
            Conversion conversion) {
        this.conversion = conversion;
        this.channels = channels;
        this.accounts = accounts;
        this.groups = groups;
        this.media = media;
    }

    /** @param except the rule that is being checked */
    RuleCheck.Surroundings of(RuleBook book, long except) {
        return new RuleCheck.Surroundings() {
            @Override
            public List<String> channels() {
                return channels.all().stream()
                        .map(channel -> channel.type().value())
                        .toList();
            }

            @Override
            public Optional<String> channelOf(String account) {
                return number(account)
                        .map(ChannelAccountId::new)
                        .flatMap(accounts::find)
                        .map(ChannelAccount::type)
                        .map(type -> type.value());
            }

            @Override
            public boolean sends(String channel, ChannelCapability what) {
                return channel(channel)
                        .filter(found -> found.capabilities().contains(what))
                        .isPresent();
            }

            @Override
            public Carriage carriage(String channel, OutboundContent content) {
                return channel(channel)
                        .map(found -> conversion.on(found, content))
                        .orElseGet(() -> new Carriage.Refused(Reason.KIND_NOT_CARRIED));
            }

            @Override
            public boolean groupKnown(String group) {
                return number(group)
                        .map(AgentGroupId::new)
                        .flatMap(groups::find)
                        .isPresent();
            }

            @Override
            public Optional<StoredMedia> media(String id) {
                return number(id).map(MediaId::new).flatMap(media::find);
            }

            @Override
            public Optional<MediaLimit> mediaLimit(String channel, MediaKind kind) {
                return channel(channel)
                        .filter(LimitedMedia.class::isInstance)
                        .map(LimitedMedia.class::cast)
                        .map(limited -> limited.mediaLimits().get(kind));
            }

            @Override
            public Optional<TextLimit> textLimit(String channel) {
                return channel(channel)
                        .filter(LimitedText.class::isInstance)
                        .map(LimitedText.class::cast)
                        .map(LimitedText::textLimit);
            }

            @Override
            public Optional<String> otherRuleWith(String word, Trigger.Match match) {
                return book.otherRuleWith(word, match, except);
            }

            @Override
            public boolean roomForOpenPatterns(int more) {
                return book.openPatterns(except) + more <= MAX_OPEN_PATTERNS;
            }
        };
    }

    private Optional<Channel> channel(String type) {
        return channels.all().stream()
                .filter(channel -> channel.type().value().equals(type))
                .findFirst();
    }

    private static Optional<Long> number(String text) {
        try {
            return Optional.of(Long.parseLong(text));
        } catch (NumberFormatException e) {
            return Optional.empty();
        }
    }
}
