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

/** Leaves every message to the agents until it is told to answer the first of each conversation, and every tap and scan. */
public final class ScriptedBot implements AutoResponder {

    private volatile boolean on;
    private volatile AutoResponder another;
    private volatile List<Duration> waits = List.of();
    private volatile String consolation = "";
    private volatile Function<AutoReplyTask, AutoAnswer> answers = task -> new AutoAnswer.Silence();

    /** Answers first messages, taps and scans from now on; the function runs outside lock and transaction. */
    public void answers(Function<AutoReplyTask, AutoAnswer> function) {
        answers = function;
        on = true;
    }

    /** Says this to first messages from now on, and leaves the rest to the agents. */
    public void greets(String text) {
        answers(task -> new AutoAnswer.Reply(new OutboundContent.Text(text), true));
    }

    /** Says this to customers who have waited for an agent as long as this. */
    public void consoles(Duration wait, String text) {
        waits = List.of(wait);
        consolation = text;
    }

    @Override
    public List<Duration> waits() {
        AutoResponder other = another;
        return other != null ? other.waits() : waits;
    }

    @Override
    public AutoAnswer overdue(OverdueTask task) {
        AutoResponder other = another;
        return other != null ? other.overdue(task) : new AutoAnswer.Reply(new OutboundContent.Text(consolation), false);
    }

    /** Leaves everything to this one from now on. */
    public void become(AutoResponder other) {
        another = other;
    }

    @Override
    public boolean mayAnswer(ChannelAccountId account, InboundContent content, int botReplies) {
        AutoResponder other = another;
        return other != null ? other.mayAnswer(account, content, botReplies) : answersFirst(content, botReplies);
    }

    private boolean answersFirst(InboundContent content, int botReplies) {
        return on && (AutoReplyTask.isControl(content) || (botReplies == 0 && content instanceof InboundContent.Text));
    }

    @Override
    public AutoAnswer answer(AutoReplyTask task) {
        AutoResponder other = another;
        return other != null ? other.answer(task) : answers.apply(task);
    }
}
