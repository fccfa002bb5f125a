package io.keshu.bot.menu;

import io.keshu.channels.api.ChannelAccountId;
import io.keshu.channels.api.InboundContent;
import io.keshu.channels.api.OutboundContent;
import io.keshu.channels.api.TextLimit;
import io.keshu.domain.autoreply.AutoAnswer;
import io.keshu.domain.autoreply.AutoReplyTask;
import io.keshu.domain.autoreply.AutoResponder;
import io.keshu.domain.autoreply.OverdueTask;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Answers taps on menus, and is the menu where a channel has none: what the others say first is followed by the numbered list, a
 * number is answered as a tap would be, and whatever else the customer writes goes to the others.
 */
public final class MenuResponder implements AutoResponder {

    private final MenuBook book;
    private final AccountChannels channels;
    private final AutoResponder others;

    MenuResponder(MenuBook book, AccountChannels channels, AutoResponder others) {
        this.book = book;
        this.channels = channels;
        this.others = others;
    }

    @Override
    public boolean mayAnswer(ChannelAccountId account, InboundContent content, int botReplies) {
        boolean ours = tapped(account, content).isPresent()
                || (wordsFor(account, content).isPresent()
                        && (botReplies == 0 || meant(account, content).isPresent()));
        return ours || others.mayAnswer(account, content, botReplies);
    }

    @Override
    public AutoAnswer answer(AutoReplyTask task) {
        Optional<MenuItem> tapped = tapped(task.account(), task.content());
        if (tapped.isPresent()) {
            MenuItem item = tapped.get();
            return new AutoAnswer.Reply(new OutboundContent.Text(item.text()), item.handOver() || task.asks());
        }
        Optional<AutoAnswer> meant = meant(task.account(), task.content());
        if (meant.isPresent()) {
            return meant.get();
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

    /** The button of a channel's own menu that has something to say. */
    private Optional<MenuItem> tapped(ChannelAccountId account, InboundContent content) {
        return content instanceof InboundContent.MenuClick click
                ? book.tapped(account, click.key()).filter(item -> !item.text().isBlank())
                : Optional.empty();
    }

    /** The menu, if it is to be written out for this message. */
    private Optional<Menu> wordsFor(ChannelAccountId account, InboundContent content) {
        return content instanceof InboundContent.Text
                ? book.live(account)
                        .filter(menu -> channels.publisher(account).isEmpty()
                                && channels.channel(account).isPresent())
                : Optional.empty();
    }

    /** What the customer asks of the menu by a number, a name or by asking for the menu itself. */
    private Optional<AutoAnswer> meant(ChannelAccountId account, InboundContent content) {
        if (!(content instanceof InboundContent.Text said)) {
            return Optional.empty();
        }
        return wordsFor(account, content)
                .flatMap(menu -> TextMenu.calls(said.text())
                        ? Optional.of(new AutoAnswer.Reply(new OutboundContent.Text(TextMenu.render(menu)), false))
                        : TextMenu.pick(menu, said.text())
                                .map(item -> new AutoAnswer.Reply(
                                        new OutboundContent.Text(TextMenu.answer(item)), item.handOver())));
    }

    /** The first answer, with the menu below it; the customer then chooses before an agent is asked. */
    private AutoAnswer withMenu(AutoReplyTask task, AutoAnswer other) {
        Optional<Menu> menu = wordsFor(task.account(), task.content());
        if (menu.isEmpty()) {
            return other;
        }
        String list = TextMenu.render(menu.get());
        if (other instanceof AutoAnswer.Reply reply) {
            return new AutoAnswer.Reply(followedBy(list, reply.contents(), channels.texts(task.account())), false);
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
