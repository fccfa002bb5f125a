package io.keshu.console.accounts;

import io.keshu.channels.api.AccountDescriptor;
import io.keshu.channels.api.Channel;
import io.keshu.channels.api.ChannelAccount;
import io.keshu.channels.api.ChannelType;
import io.keshu.channels.api.ConnectionCheck;
import io.keshu.channels.api.EmbeddedChannel;
import io.keshu.console.PublicAddress;
import io.keshu.console.accounts.ChannelTypeView.ChannelField;
import io.keshu.console.accounts.ChannelTypeView.ChannelFieldCondition;
import io.keshu.console.accounts.ChannelTypeView.ChannelOption;
import io.keshu.console.web.Words;
import io.keshu.domain.account.Channels;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Accounts and the kinds of them, in the reader's language. */
@Component
final class AccountViews {

    private final Channels channels;
    private final DeclaredAccounts declared;
    private final PublicAddress address;
    private final Words words;

    AccountViews(Channels channels, DeclaredAccounts declared, PublicAddress address, Words words) {
        this.channels = channels;
        this.declared = declared;
        this.address = address;
        this.words = words;
    }

    ChannelTypeView type(Channel channel) {
        AccountDescriptor descriptor = channel.accountDescriptor();
        return new ChannelTypeView(
                descriptor.type().value(),
                label(descriptor.type()),
                descriptor.webhook(),
                channel instanceof ConnectionCheck,
                channel.capabilities().stream().sorted().toList(),
                descriptor.fields().stream()
                        .map(field -> field(key(descriptor.type()) + "." + field.name(), field))
                        .toList());
    }

    /** What the channel is called. */
    String label(ChannelType type) {
        return words.find(key(type)).orElse(type.value());
    }

    /** What a field of the channel's is called. */
    String label(ChannelType type, String field) {
        return words.find(key(type) + "." + field).orElse(field);
    }

    private static String key(ChannelType type) {
        return "channel." + type;
    }

    private ChannelField field(String key, AccountDescriptor.Field field) {
        return new ChannelField(
                field.name(),
                field.kind() == AccountDescriptor.Kind.ADDRESS
                        ? AccountDescriptor.Kind.TEXT.name()
                        : field.kind().name(),
                field.required(),
                field.pattern(),
                field.options().stream()
                        .map(option -> new ChannelOption(
                                option, words.find(key + "." + option).orElse(option)))
                        .toList(),
                field.defaultValue(),
                condition(field.requiredWhen()),
                words.find(key).orElse(field.name()),
                words.find(key + ".help").orElse(""));
    }

    private static @Nullable ChannelFieldCondition condition(AccountDescriptor.@Nullable RequiredWhen when) {
        return when == null ? null : new ChannelFieldCondition(when.field(), when.values());
    }

    ChannelAccountView account(ChannelAccount account) {
        boolean webhook = channels.find(account.type())
                .map(channel -> channel.accountDescriptor().webhook())
                .orElse(false);
        return new ChannelAccountView(
                account.id().toString(),
                account.type().value(),
                account.key(),
                account.name(),
                account.enabled(),
                Map.copyOf(account.settings()),
                account.secrets().keySet().stream().sorted().toList(),
                account.version(),
                webhook ? address.url() + "/webhooks/" + account.type() + "/" + account.key() : null,
                channels.find(account.type())
                        .filter(EmbeddedChannel.class::isInstance)
                        .map(channel -> ((EmbeddedChannel) channel).embedding(account, address.url()))
                        .orElse(null),
                declared.contains(account.type(), account.key()),
                !account.secretsReadable());
    }
}
