package io.keshu.console.conversations;

import io.keshu.bot.menu.Menus;
import io.keshu.channels.api.ChannelAccount;
import io.keshu.channels.api.ChannelAddress;
import io.keshu.channels.api.DeliveryProblem;
import io.keshu.channels.api.InboundContent;
import io.keshu.console.conversations.MessageView.DeliveryView;
import io.keshu.console.conversations.MessageView.MessageAuthor;
import io.keshu.console.conversations.MessageView.MessageContent;
import io.keshu.console.conversations.MessageView.ViaView;
import io.keshu.console.web.Words;
import io.keshu.domain.account.AccountDirectory;
import io.keshu.domain.agent.AgentId;
import io.keshu.domain.agent.AgentStore;
import io.keshu.domain.conversion.Conversion;
import io.keshu.domain.message.Author;
import io.keshu.domain.message.ContentFlattener;
import io.keshu.domain.message.Delivery;
import io.keshu.domain.message.FlatContent;
import io.keshu.domain.message.Message;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Messages as the console shows them. */
@Component
final class MessageViews {

    private final AgentStore agents;
    private final MediaViews media;
    private final Menus menus;
    private final Words words;

    private final AccountDirectory accounts;
    private final MaskedAddresses masked;

    MessageViews(
            AgentStore agents,
            MediaViews media,
            Menus menus,
            Words words,
            AccountDirectory accounts,
            MaskedAddresses masked) {
        this.accounts = accounts;
        this.masked = masked;
        this.agents = agents;
        this.media = media;
        this.menus = menus;
        this.words = words;
    }

    MessageView view(Message message) {
        return views(List.of(message)).get(0);
    }

    List<MessageView> views(Collection<Message> messages) {
        Set<AgentId> writers = messages.stream()
                .map(message -> message.author().agent())
                .filter(Objects::nonNull)
                .collect(Collectors.toSet());
        Map<AgentId, String> names = writers.isEmpty() ? Map.of() : agents.displayNames(writers);
        Map<Integer, MediaView> shown = media.of(messages);
        return messages.stream()
                .map(message -> view(message, names, shown.get(message.number())))
                .toList();
    }

    private MessageView view(Message message, Map<AgentId, String> names, @Nullable MediaView shown) {
        FlatContent content = ContentFlattener.flatten(message.content());
        Delivery delivery = message.delivery();
        boolean recalled = message.recalled();
        return new MessageView(
                message.number(),
                author(message.author(), names),
                message.createdAt(),
                recalled
                        ? new MessageContent(content.kind(), null, Map.of())
                        : new MessageContent(content.kind(), text(message, content), shownFields(message, content)),
                message.clientId(),
                delivery == null ? null : delivery(delivery),
                recalled ? null : shown,
                via(message),
                sentAs(message),
                recalled);
    }

    private @Nullable ViaView via(Message message) {
        ChannelAddress address = null;
        if (message.content() instanceof io.keshu.domain.message.MessageContent.Sent sent) {
            address = sent.via();
        } else if (message.content() instanceof io.keshu.domain.message.MessageContent.OthersAddress other) {
            address = other.address();
        }
        if (address == null) {
            return null;
        }
        Optional<ChannelAccount> account = accounts.find(address.account());
        return new ViaView(
                account.map(found -> found.type().value()).orElse("unknown"),
                account.map(ChannelAccount::name).orElse(""),
                masked.of(address.user().value()));
    }

    private static @Nullable String sentAs(Message message) {
        return message.content() instanceof io.keshu.domain.message.MessageContent.Sent sent && sent.asText() != null
                ? Conversion.formOf(sent.content()).name().toLowerCase(Locale.ROOT)
                : null;
    }

    /** How ours left is told in words and with less of the address. */
    private static Map<String, String> shownFields(Message message, FlatContent content) {
        if (message.author().kind() == Author.Kind.CUSTOMER) {
            return content.fields();
        }
        return content.fields().entrySet().stream()
                .filter(field -> !ContentFlattener.tellsHowItLeft(field.getKey()))
                .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue));
    }

    /** A tap on a menu reads as the button did. */
    private @Nullable String text(Message message, FlatContent content) {
        return message.content() instanceof io.keshu.domain.message.MessageContent.Received received
                        && received.content() instanceof InboundContent.MenuClick click
                ? menus.nameOf(click.key()).orElse(null)
                : content.text();
    }

    private MessageAuthor author(Author author, Map<AgentId, String> names) {
        AgentId agent = author.agent();
        @Nullable String name = agent == null ? null : names.get(agent);
        if (author.kind() == Author.Kind.BOT) {
            name = words.say("author.bot");
        }
        return new MessageAuthor(
                author.kind().name().toLowerCase(Locale.ROOT), agent == null ? null : agent.toString(), name);
    }

    private DeliveryView delivery(Delivery delivery) {
        DeliveryProblem problem = delivery.problem();
        return new DeliveryView(
                delivery.state().name().toLowerCase(Locale.ROOT),
                problem == null ? null : problem.reason().name(),
                problem == null || problem.providerCode().isEmpty() ? null : problem.providerCode(),
                problem == null ? null : words.say("delivery." + problem.reason()),
                delivery.attempts(),
                delivery.nextAttemptAt(),
                delivery.state().resendable());
    }
}
