package io.keshu.bot;

import io.keshu.channels.api.ChannelAccountId;
import io.keshu.channels.api.InboundContent;
import io.keshu.channels.api.OutboundContent;
import io.keshu.domain.autoreply.AutoAnswer;
import io.keshu.domain.autoreply.AutoReplyTask;
import io.keshu.domain.autoreply.AutoResponder;

/**
 * Greets once in a conversation: at the first message that asks for an answer, which an agent then answers, or when the customer
 * subscribes, which asks nothing.
 */
final class GreetingResponder implements AutoResponder {

    private final Greetings greetings;

    GreetingResponder(Greetings greetings) {
        this.greetings = greetings;
    }

    @Override
    public boolean mayAnswer(ChannelAccountId account, InboundContent content, int botReplies) {
        return greets(greetings.known(), content, botReplies);
    }

    /** Whether the customer waits is the task's word: a subscription may come together with a question. */
    @Override
    public AutoAnswer answer(AutoReplyTask task) {
        // Once, so that a change in between can't take the text away after the decision.
        Greeting greeting = greetings.known();
        if (greets(greeting, task.content(), task.botReplies())) {
            return new AutoAnswer.Reply(new OutboundContent.Text(greeting.text()), task.asks());
        }
        return task.asks() ? new AutoAnswer.HandOver() : new AutoAnswer.Silence();
    }

    private static boolean greets(Greeting greeting, InboundContent content, int botReplies) {
        return greeting.enabled() && botReplies == 0 && (content instanceof InboundContent.Subscribed || asks(content));
    }

    /** What a customer writes or sends, as opposed to what merely happens. */
    private static boolean asks(InboundContent content) {
        return content instanceof InboundContent.Text
                || content instanceof InboundContent.Choice
                || content instanceof InboundContent.Image
                || content instanceof InboundContent.Voice
                || content instanceof InboundContent.Video
                || content instanceof InboundContent.File
                || content instanceof InboundContent.Location
                || content instanceof InboundContent.Link
                || content instanceof InboundContent.Card
                || content instanceof InboundContent.Unsupported;
    }
}
