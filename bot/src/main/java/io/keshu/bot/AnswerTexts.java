package io.keshu.bot;

import io.keshu.bot.rule.Answer;
import io.keshu.bot.rule.Rule;
import io.keshu.bot.rule.RuleDefinition;
import io.keshu.channels.api.ChannelAccount;
import io.keshu.channels.api.ChannelAccountId;
import io.keshu.channels.api.ChannelAccounts;
import io.keshu.channels.api.OutboundContent;
import io.keshu.domain.conversion.Carriage;
import io.keshu.domain.conversion.Carriages;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Chooses what rules that fired say, fills in what stands for something, and says it in the way that the account's channel carries.
 * Thread-safe.
 */
final class AnswerTexts {

    private final ChannelAccounts accounts;
    private final Carriages carriages;
    private final ConcurrentHashMap<Long, AtomicInteger> turns = new ConcurrentHashMap<>();

    private final Function<ChannelAccountId, Optional<String>> menus;

    /** @param menus an account's menu written out; empty if it has none */
    AnswerTexts(ChannelAccounts accounts, Carriages carriages, Function<ChannelAccountId, Optional<String>> menus) {
        this.accounts = accounts;
        this.carriages = carriages;
        this.menus = menus;
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
        return answers.stream()
                .map(answer -> answer.filledIn(values))
                .flatMap(answer -> contents(answer, account).stream())
                .toList();
    }

    private List<OutboundContent> contents(Answer answer, ChannelAccountId account) {
        if (answer.kind() == Answer.Kind.MENU) {
            String text = Stream.of(answer.text(), menus.apply(account).orElse(""))
                    .filter(part -> !part.isEmpty())
                    .collect(Collectors.joining("\n\n"));
            return text.isEmpty() ? List.of() : List.of(new OutboundContent.Text(text));
        }
        return answer.content()
                .map(content -> leaving(content, carriages.of(content, account)))
                .orElse(List.of());
    }

    /** What can't leave in any form is tried as it is, so that the agents see that it failed, and why. */
    private static List<OutboundContent> leaving(OutboundContent content, Carriage carriage) {
        if (carriage instanceof Carriage.AsText text) {
            return List.of(new OutboundContent.Text(text.text()));
        }
        // A message each: channels carry as many in one message as they like, WeChat a single one.
        return content instanceof OutboundContent.Articles cards
                ? cards.articles().stream()
                        .<OutboundContent>map(card -> new OutboundContent.Articles(List.of(card)))
                        .toList()
                : List.of(content);
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
