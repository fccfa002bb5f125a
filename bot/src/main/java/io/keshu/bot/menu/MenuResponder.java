package io.keshu.bot.menu;

import io.keshu.channels.api.ChannelAccountId;
import io.keshu.channels.api.InboundContent;
import io.keshu.channels.api.OutboundContent;
import io.keshu.channels.api.TextLimit;
import io.keshu.domain.agent.AgentGroup;
import io.keshu.domain.agent.AgentGroupId;
import io.keshu.domain.agent.AgentGroupRef;
import io.keshu.domain.agent.AgentGroupStore;
import io.keshu.domain.autoreply.AutoAnswer;
import io.keshu.domain.autoreply.AutoReplyTask;
import io.keshu.domain.autoreply.AutoResponder;
import io.keshu.domain.autoreply.OverdueTask;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Answers taps on menus, and is the menu where a channel has none: what the others say first is followed by the numbered list, a
 * number is answered as a tap would be, and whatever else the customer writes goes to the others.
 */
public final class MenuResponder implements AutoResponder {

    private final MenuBook book;
    private final AccountChannels channels;
    private final AgentGroupStore groups;
    private final ChosenRules rules;
    private final AutoResponder others;

    MenuResponder(
            MenuBook book, AccountChannels channels, AgentGroupStore groups, ChosenRules rules, AutoResponder others) {
        this.book = book;
        this.channels = channels;
        this.groups = groups;
        this.rules = rules;
        this.others = others;
    }

    @Override
    public boolean mayAnswer(ChannelAccountId account, InboundContent content, int botReplies) {
        boolean ours = tapped(account, content).isPresent()
                || (wordsFor(account, content).isPresent()
                        && (botReplies == 0
                                || called(account, content).isPresent()
                                || picked(account, content).isPresent()));
        return ours || others.mayAnswer(account, content, botReplies);
    }

    @Override
    public AutoAnswer answer(AutoReplyTask task) {
        Optional<MenuItem> tapped = tapped(task.account(), task.content());
        if (tapped.isPresent()) {
            return chosen(task, tapped.get(), tapped.get().handOver() || task.asks());
        }
        Optional<Menu> called = called(task.account(), task.content());
        if (called.isPresent()) {
            return new AutoAnswer.Reply(new OutboundContent.Text(TextMenu.render(called.get())), false);
        }
        Optional<MenuItem> picked = picked(task.account(), task.content());
        if (picked.isPresent()) {
            return chosen(task, picked.get(), picked.get().handOver());
        }
        AutoAnswer other = others.mayAnswer(task.account(), task.content(), task.botReplies())
                ? others.answer(task)
                : task.asks() ? new AutoAnswer.HandOver() : new AutoAnswer.Silence();
        return task.botReplies() == 0 ? withMenu(task, other) : other;
    }

    @Override
    public List<Duration> waits() {
        return others.waits();
    }

    @Override
    public AutoAnswer overdue(OverdueTask task) {
        return others.overdue(task);
    }

    /** What an entry does that a customer has chosen. */
    private AutoAnswer chosen(AutoReplyTask task, MenuItem item, boolean handOver) {
        if (item.action() == MenuItem.Action.RULE) {
            return rules.fire(task, item.value());
        }
        if (item.action() == MenuItem.Action.GROUP) {
            @Nullable AgentGroupRef group = group(item);
            return item.text().isBlank()
                    ? new AutoAnswer.HandOver(group)
                    : new AutoAnswer.Reply(List.of(new OutboundContent.Text(item.text())), true, group);
        }
        return new AutoAnswer.Reply(new OutboundContent.Text(TextMenu.answer(item)), handOver);
    }

    /** Null if it is gone: the customer then waits for any agent. */
    private @Nullable AgentGroupRef group(MenuItem item) {
        return groups.find(new AgentGroupId(Long.parseLong(item.value())))
                .map(AgentGroup::ref)
                .orElse(null);
    }

    /** The button of a channel's own menu that has something to say or to do. */
    private Optional<MenuItem> tapped(ChannelAccountId account, InboundContent content) {
        return content instanceof InboundContent.MenuClick click
                ? book.tapped(account, click.key()).filter(this::does)
                : Optional.empty();
    }

    private boolean does(MenuItem item) {
        return switch (item.action()) {
            case RULE -> rules.fires(item.value());
            case GROUP -> true;
            default -> !item.text().isBlank();
        };
    }

    /** The menu, if it is to be written out for this message. */
    private Optional<Menu> wordsFor(ChannelAccountId account, InboundContent content) {
        return content instanceof InboundContent.Text
                ? book.live(account)
                        .filter(menu -> channels.publisher(account).isEmpty()
                                && channels.channel(account).isPresent())
                : Optional.empty();
    }

    /** The menu, if the customer asks to see it. */
    private Optional<Menu> called(ChannelAccountId account, InboundContent content) {
        return content instanceof InboundContent.Text said && TextMenu.calls(said.text())
                ? wordsFor(account, content)
                : Optional.empty();
    }

    /** The entry that the customer means by a number or a name. */
    private Optional<MenuItem> picked(ChannelAccountId account, InboundContent content) {
        return content instanceof InboundContent.Text said
                ? wordsFor(account, content)
                        .flatMap(menu -> TextMenu.pick(menu, said.text()))
                        .filter(item -> item.action() != MenuItem.Action.RULE || rules.fires(item.value()))
                : Optional.empty();
    }

    /**
     * The first answer, with the menu below it; the customer then chooses before an agent is asked. An answer that hands the customer
     * over stays as it is: nobody would answer a number any more.
     */
    private AutoAnswer withMenu(AutoReplyTask task, AutoAnswer other) {
        Optional<Menu> menu = wordsFor(task.account(), task.content());
        boolean handedOver = (other instanceof AutoAnswer.Reply reply && reply.handOver())
                || (other instanceof AutoAnswer.HandOver handOver && handOver.group() != null);
        if (menu.isEmpty() || handedOver) {
            return other;
        }
        String list = TextMenu.render(menu.get());
        if (other instanceof AutoAnswer.Reply reply) {
            return new AutoAnswer.Reply(
                    followedBy(list, reply.contents(), channels.texts(task.account())), false, null, reply.rules());
        }
        return new AutoAnswer.Reply(new OutboundContent.Text(list), false);
    }

    /** The list below the last text where both fit into one message, else as a message of its own. */
    private static List<OutboundContent> followedBy(String list, List<OutboundContent> said, TextLimit limit) {
        List<OutboundContent> contents = new ArrayList<>(said);
        int last = contents.size() - 1;
        String both = contents.get(last) instanceof OutboundContent.Text text ? text.text() + "\n\n" + list : "";
        if (!both.isEmpty() && limit.allows(both)) {
            contents.set(last, new OutboundContent.Text(both));
        } else {
            contents.add(new OutboundContent.Text(list));
        }
        return contents;
    }
}
