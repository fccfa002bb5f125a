package io.keshu.bot;

import io.keshu.bot.rule.Answer;
import io.keshu.bot.rule.Rule;
import io.keshu.bot.rule.RuleDefinition;
import io.keshu.channels.api.Channel;
import io.keshu.channels.api.ChannelAccount;
import io.keshu.channels.api.ChannelAccountId;
import io.keshu.channels.api.ChannelAccounts;
import io.keshu.channels.api.ChannelCapability;
import io.keshu.channels.api.OutboundContent;
import io.keshu.domain.account.Channels;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;

/**
 * Chooses what rules that fired say, fills in what stands for something, and says it in the way that the account's channel carries.
 * Thread-safe.
 */
final class AnswerTexts {

    private final ChannelAccounts accounts;
    private final Channels channels;
    private final ConcurrentHashMap<Long, AtomicInteger> turns = new ConcurrentHashMap<>();

    AnswerTexts(ChannelAccounts accounts, Channels channels) {
        this.accounts = accounts;
        this.channels = channels;
    }

    /**
     * In order; what is empty once it is filled in is left out.
     *
     * @param customerName asked only where an answer names the customer
     */
    List<OutboundContent> of(List<Rule> fired, ChannelAccountId account, Supplier<Optional<String>> customerName) {
        List<Answer> answers =
                fired.stream().flatMap(rule -> chosen(rule).stream()).toList();
        Map<String, String> values = new HashMap<>();
        Optional<ChannelAccount> known = accounts.find(account);
        known.map(ChannelAccount::name).ifPresent(name -> values.put("account", name));
        if (answers.stream().anyMatch(answer -> answer.names("customer"))) {
            customerName.get().ifPresent(name -> values.put("customer", name));
        }
        Set<ChannelCapability> capabilities = known.flatMap(found -> channels.find(found.type()))
                .map(Channel::capabilities)
                .orElse(Set.of());
        return answers.stream()
                .map(answer -> answer.filledIn(values))
                .flatMap(answer -> contents(answer, capabilities).stream())
                .toList();
    }

    private static List<OutboundContent> contents(Answer answer, Set<ChannelCapability> capabilities) {
        if (answer.kind() == Answer.Kind.ARTICLES && capabilities.contains(ChannelCapability.SEND_ARTICLES)) {
            // A message each: channels carry as many in one message as they like, WeChat a single one.
            return answer.articles().stream().map(AnswerTexts::card).toList();
        }
        if (answer.kind() == Answer.Kind.OPTIONS && capabilities.contains(ChannelCapability.SEND_OPTIONS)) {
            return List.of(new OutboundContent.Options(
                    answer.text(),
                    answer.options().stream()
                            .map(option -> new OutboundContent.Option(option, option))
                            .toList(),
                    ""));
        }
        String text = answer.asText();
        return text.isEmpty() ? List.of() : List.of(new OutboundContent.Text(text));
    }

    private static OutboundContent card(Answer.ArticleCard card) {
        return new OutboundContent.Articles(List.of(new OutboundContent.Article(
                card.title(), card.description(), card.url(), card.picture().isEmpty() ? null : card.picture())));
    }

    private List<Answer> chosen(Rule rule) {
        RuleDefinition definition = rule.definition();
        List<Answer> answers = definition.answers();
        if (answers.isEmpty()) {
            return answers;
        }
        return switch (definition.choice()) {
            case ALL -> answers;
            case RANDOM -> List.of(answers.get(ThreadLocalRandom.current().nextInt(answers.size())));
            case ROTATING -> List.of(answers.get(Math.floorMod(turn(rule.id()), answers.size())));
        };
    }

    private int turn(long rule) {
        return turns.computeIfAbsent(rule, unknown -> new AtomicInteger()).getAndIncrement();
    }
}
