package io.keshu.domain;

import io.keshu.channels.api.ChannelAccountId;
import io.keshu.channels.api.InboundContent;
import io.keshu.channels.api.OutboundContent;
import io.keshu.domain.autoreply.AutoAnswer;
import io.keshu.domain.autoreply.AutoReplyTask;
import io.keshu.domain.autoreply.AutoResponder;
import java.util.function.Function;

/** Leaves every message to the agents until it is told to answer the first of each conversation. */
public final class ScriptedBot implements AutoResponder {

    private volatile boolean on;
    private volatile AutoResponder another;
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
        return on && botReplies == 0 && content instanceof InboundContent.Text;
    }

    @Override
    public AutoAnswer answer(AutoReplyTask task) {
        AutoResponder other = another;
        return other != null ? other.answer(task) : answers.apply(task);
    }
}
