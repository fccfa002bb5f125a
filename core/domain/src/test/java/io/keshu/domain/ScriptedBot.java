package io.keshu.domain;

import io.keshu.channels.api.ChannelAccountId;
import io.keshu.channels.api.InboundContent;
import io.keshu.channels.api.OutboundContent;
import io.keshu.domain.autoreply.AutoAnswer;
import io.keshu.domain.autoreply.AutoReplyTask;
import io.keshu.domain.autoreply.AutoResponder;
import io.keshu.domain.autoreply.OverdueTask;
import java.time.Duration;
import java.util.List;
import java.util.function.Function;

/** Leaves every message to the agents until it is told to answer the first of each conversation. */
public final class ScriptedBot implements AutoResponder {

    private volatile AutoResponder replacement;
    private volatile boolean on;
    private volatile List<Duration> waits = List.of();
    private volatile String consolation = "";
    private volatile Function<AutoReplyTask, AutoAnswer> answers = task -> new AutoAnswer.Silence();

    /** Answers first messages from now on; the function runs outside lock and transaction. */
    public void answers(Function<AutoReplyTask, AutoAnswer> function) {
        answers = function;
        on = true;
    }

    /** Says this to first messages from now on, and leaves the rest to the agents. */
    public void greets(String text) {
        answers(task -> new AutoAnswer.Reply(new OutboundContent.Text(text), true));
    }

    /** Leaves everything to another bot from now on. */
    public void isReplacedBy(AutoResponder other) {
        replacement = other;
    }

    /** Says this to customers who have waited for an agent as long as this. */
    public void consoles(Duration wait, String text) {
        waits = List.of(wait);
        consolation = text;
    }

    @Override
    public List<Duration> waits() {
        return replacement != null ? replacement.waits() : waits;
    }

    @Override
    public AutoAnswer overdue(OverdueTask task) {
        return replacement != null
                ? replacement.overdue(task)
                : new AutoAnswer.Reply(new OutboundContent.Text(consolation), false);
    }

    @Override
    public boolean mayAnswer(ChannelAccountId account, InboundContent content, int botReplies) {
        return replacement != null
                ? replacement.mayAnswer(account, content, botReplies)
                : on && botReplies == 0 && content instanceof InboundContent.Text;
    }

    @Override
    public AutoAnswer answer(AutoReplyTask task) {
        return replacement != null ? replacement.answer(task) : answers.apply(task);
    }
}
