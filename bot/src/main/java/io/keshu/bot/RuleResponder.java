package io.keshu.bot;

import io.keshu.bot.match.Occasion;
import io.keshu.bot.menu.ChosenRules;
import io.keshu.bot.rule.Rule;
import io.keshu.bot.rule.RuleDefinition;
import io.keshu.bot.rule.Trigger;
import io.keshu.channels.api.AnsweredByMachines;
import io.keshu.channels.api.ChannelAccount;
import io.keshu.channels.api.ChannelAccountId;
import io.keshu.channels.api.ChannelAccounts;
import io.keshu.channels.api.ChannelAddress;
import io.keshu.channels.api.ChannelType;
import io.keshu.channels.api.InboundContent;
import io.keshu.channels.api.OutboundContent;
import io.keshu.domain.account.Channels;
import io.keshu.domain.agent.AgentGroup;
import io.keshu.domain.agent.AgentGroupId;
import io.keshu.domain.agent.AgentGroupRef;
import io.keshu.domain.agent.AgentGroupStore;
import io.keshu.domain.agent.AgentId;
import io.keshu.domain.autoreply.AutoAnswer;
import io.keshu.domain.autoreply.AutoReplyTask;
import io.keshu.domain.autoreply.AutoResponder;
import io.keshu.domain.autoreply.OverdueTask;
import io.keshu.domain.conversation.ConversationId;
import io.keshu.domain.conversation.ConversationQueries;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Answers as the rules say. */
final class RuleResponder implements AutoResponder, ChosenRules {

    /** Reads on nobody's behalf. */
    private static final AgentId NOBODY = new AgentId(0);

    private static final Logger log = LoggerFactory.getLogger(RuleResponder.class);

    private final AutoReplyRules rules;
    private final AnswerTexts texts;
    private final AnswerGuard guard;
    private final ChannelAccounts accounts;
    private final Channels channels;
    private final ConversationQueries conversations;
    private final AgentGroupStore groups;
    private final Function<ChannelAddress, Set<String>> tags;
    private final Clock clock;

    RuleResponder(
            AutoReplyRules rules,
            AnswerTexts texts,
            AnswerGuard guard,
            ChannelAccounts accounts,
            Channels channels,
            ConversationQueries conversations,
            AgentGroupStore groups,
            Function<ChannelAddress, Set<String>> tags,
            Clock clock) {
        this.rules = rules;
        this.texts = texts;
        this.guard = guard;
        this.accounts = accounts;
        this.channels = channels;
        this.conversations = conversations;
        this.groups = groups;
        this.tags = tags;
        this.clock = clock;
    }

    @Override
    public boolean mayAnswer(ChannelAccountId account, InboundContent content, int botReplies) {
        if (content instanceof InboundContent.Mail mail && mail.automatic()) {
            return false;
        }
        return channel(account)
                .filter(channel -> rules.book()
                        .mayFire(Occasion.arrived(channel, account, content, botReplies == 0, false, clock.instant())))
                .isPresent();
    }

    /** Whether the customer waits is the task's word: a subscription may come together with a question. */
    @Override
    public AutoAnswer answer(AutoReplyTask task) {
        List<Rule> fired = channel(task.account())
                .map(channel -> rules.book()
                        .fire(known(
                                Occasion.arrived(
                                        channel,
                                        task.account(),
                                        task.content(),
                                        task.botReplies() == 0,
                                        task.returning(),
                                        clock.instant()),
                                task.conversation())))
                .orElse(List.of());
        return answer(task, fired, rule -> task.asks() || namesScenes(rule.trigger()));
    }

    /** What rules that fired answer. A tap that leads to a rule waits for agents if the rule says so, though it asks nothing. */
    private AutoAnswer answer(AutoReplyTask task, List<Rule> fired, Predicate<RuleDefinition> mayHandOver) {
        List<RuleDefinition> handingOver = fired.stream()
                .map(Rule::definition)
                .filter(rule -> rule.handOver() && mayHandOver.test(rule))
                .toList();
        boolean handOver = !handingOver.isEmpty();
        @Nullable AgentGroupRef group = group(handingOver);
        return say(task.conversation(), task.account(), task.botReplies(), fired, handOver, group)
                .orElseGet(() -> handOver
                        ? new AutoAnswer.HandOver(group, ids(fired))
                        : task.asks() ? new AutoAnswer.HandOver() : new AutoAnswer.Silence());
    }

    /** The group of the first that names one; a group that is gone is any. */
    private @Nullable AgentGroupRef group(List<RuleDefinition> handingOver) {
        return handingOver.stream()
                .map(RuleDefinition::group)
                .filter(group -> !group.isEmpty())
                .findFirst()
                .flatMap(group -> groups.find(new AgentGroupId(Long.parseLong(group))))
                .map(AgentGroup::ref)
                .orElse(null);
    }

    @Override
    public boolean fires(String rule) {
        return rules.book().enabled(rule).isPresent();
    }

    @Override
    public AutoAnswer fire(AutoReplyTask task, String rule) {
        return answer(task, rules.book().enabled(rule).stream().toList(), chosen -> true);
    }

    @Override
    public List<Duration> waits() {
        return rules.book().waits().stream().map(Duration::ofMinutes).toList();
    }

    @Override
    public AutoAnswer overdue(OverdueTask task) {
        List<Rule> fired = channel(task.account())
                .map(channel -> rules.book()
                        .fire(known(
                                Occasion.waited(
                                        channel,
                                        task.account(),
                                        (int) task.waited().toMinutes(),
                                        task.returning(),
                                        clock.instant()),
                                task.conversation())))
                .orElse(List.of());
        return say(task.conversation(), task.account(), task.botReplies(), fired, false, null)
                .orElseGet(AutoAnswer.Silence::new);
    }

    /** Who scans a code that is to lead to the agents gets there without having to ask. */
    private static boolean namesScenes(Trigger trigger) {
        return trigger.kind() == Trigger.Kind.SUBSCRIBED && !trigger.scenes().isEmpty();
    }

    /** With the customer's tags, which are asked for only if some rule wants to know. */
    private Occasion known(Occasion occasion, ConversationId conversation) {
        if (!rules.book().asksForTags()) {
            return occasion;
        }
        return conversations
                .row(conversation, NOBODY)
                .map(row -> occasion.with(tags.apply(row.identity().address())))
                .orElse(occasion);
    }

    /** @return empty if there is nothing to say, or nothing may be said */
    private Optional<AutoAnswer> say(
            ConversationId conversation,
            ChannelAccountId account,
            int botReplies,
            List<Rule> fired,
            boolean handOver,
            @Nullable AgentGroupRef group) {
        if (fired.isEmpty()) {
            return Optional.empty();
        }
        List<OutboundContent> contents = texts.of(fired, account, () -> customerName(conversation));
        if (contents.isEmpty()) {
            return Optional.empty();
        }
        if (!guard.allow(conversation, botReplies, contents.size(), clock.instant())) {
            log.info("event=auto_reply_held conversation={} reason=too_many_in_a_minute", conversation);
            return Optional.empty();
        }
        int perDay = perDay(account);
        if (perDay < Integer.MAX_VALUE
                && !guard.allowToday(conversation, botReplies, contents.size(), perDay, clock.instant())) {
            log.info("event=auto_reply_held conversation={} reason=too_many_in_a_day", conversation);
            return Optional.empty();
        }
        return Optional.of(new AutoAnswer.Reply(contents, handOver, group, ids(fired)));
    }

    private int perDay(ChannelAccountId account) {
        return channel(account)
                .flatMap(channels::find)
                .filter(AnsweredByMachines.class::isInstance)
                .map(AnsweredByMachines.class::cast)
                .map(AnsweredByMachines::automaticMessagesPerDay)
                .orElse(Integer.MAX_VALUE);
    }

    private static List<Long> ids(List<Rule> fired) {
        return fired.stream().map(Rule::id).toList();
    }

    private Optional<String> customerName(ConversationId conversation) {
        return conversations.row(conversation, NOBODY).map(row -> row.customer().name());
    }

    private Optional<ChannelType> channel(ChannelAccountId account) {
        return accounts.find(account).map(ChannelAccount::type);
    }
}
