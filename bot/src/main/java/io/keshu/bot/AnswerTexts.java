package io.keshu.bot;

import io.keshu.bot.rule.Answer;
import io.keshu.bot.rule.Rule;
import io.keshu.bot.rule.RuleDefinition;
import io.keshu.channels.api.Channel;
import io.keshu.channels.api.ChannelAccount;
import io.keshu.channels.api.ChannelAccountId;
import io.keshu.channels.api.ChannelAccounts;
import io.keshu.channels.api.ChannelCapability;
import io.keshu.channels.api.MediaId;
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
    private final Channels channels;
    private final ConcurrentHashMap<Long, AtomicInteger> turns = new ConcurrentHashMap<>();

    private final Function<ChannelAccountId, Optional<String>> menus;

    /** @param menus an account's menu written out; empty if it has none */
    AnswerTexts(ChannelAccounts accounts, Channels channels, Function<ChannelAccountId, Optional<String>> menus) {
        this.accounts = accounts;
        this.channels = channels;
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
        Set<ChannelCapability> capabilities = known.flatMap(found -> channels.find(found.type()))
                .map(Channel::capabilities)
                .orElse(Set.of());
        return answers.stream()
                .map(answer -> answer.filledIn(values))
                .flatMap(answer -> contents(answer, account, capabilities).stream())
                .toList();
    }

    private List<OutboundContent> contents(
            Answer answer, ChannelAccountId account, Set<ChannelCapability> capabilities) {
        if (answer.kind().capability().filter(capabilities::contains).isPresent()) {
            return asItIs(answer);
        }
        String text = answer.kind() == Answer.Kind.MENU
                ? Stream.of(answer.text(), menus.apply(account).orElse(""))
                        .filter(part -> !part.isEmpty())
                        .collect(Collectors.joining("\n\n"))
                : answer.asText();
        return text.isEmpty() ? List.of() : List.of(new OutboundContent.Text(text));
    }

    private static List<OutboundContent> asItIs(Answer answer) {
        return switch (answer.kind()) {
            // A message each: channels carry as many in one message as they like, WeChat a single one.
            case ARTICLES -> answer.articles().stream().map(AnswerTexts::card).toList();
            case LINK -> List.of(card(new Answer.ArticleCard(answer.title(), answer.description(), answer.url(), "")));
            case OPTIONS ->
                List.of(new OutboundContent.Options(
                        answer.text(),
                        answer.options().stream()
                                .map(option -> new OutboundContent.Option(option, option))
                                .toList(),
                        ""));
            case IMAGE -> List.of(new OutboundContent.Image(media(answer)));
            case VOICE -> List.of(new OutboundContent.Voice(media(answer)));
            case VIDEO -> List.of(new OutboundContent.Video(media(answer), answer.title(), answer.description()));
            case MUSIC ->
                List.of(new OutboundContent.Music(
                        answer.title(), answer.description(), answer.url(), null, media(answer)));
            case MINI_PROGRAM ->
                List.of(new OutboundContent.MiniProgramPage(
                        answer.title(), answer.appId(), answer.path(), media(answer)));
            case PUBLISHED ->
                List.of(new OutboundContent.Published(
                        OutboundContent.PublishedKind.ARTICLE, answer.path(), answer.title()));
            case TEXT, MENU -> List.of();
        };
    }

    private static MediaId media(Answer answer) {
        return new MediaId(Long.parseLong(answer.media()));
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
