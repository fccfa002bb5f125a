package io.keshu.domain.signal;

import io.keshu.channels.api.AcceptFailedException;
import io.keshu.channels.api.Channel;
import io.keshu.channels.api.ChannelAddress;
import io.keshu.channels.api.ChannelCapability;
import io.keshu.channels.api.ChannelType;
import io.keshu.channels.api.Signal;
import io.keshu.channels.api.SignalChannel;
import io.keshu.channels.api.SignalSink;
import io.keshu.domain.account.AccountDirectory;
import io.keshu.domain.conversation.ConversationId;
import io.keshu.domain.store.StoreUnavailableException;
import io.keshu.domain.timeline.TimelineCursor;
import io.keshu.domain.timeline.TimelineQueries;
import java.util.Optional;
import java.util.concurrent.Executor;
import java.util.function.Function;

/** Passes signals on between customers and agents. Thread-safe. */
public final class CustomerSignals implements SignalSink {

    private static final ConversationId LATEST = new ConversationId(Long.MAX_VALUE);

    private final TimelineQueries timelines;
    private final SignalBus bus;
    private final AccountDirectory accounts;
    private final Function<ChannelType, Optional<Channel>> channels;
    private final Executor calls;

    /** @param calls where channels call their providers; may drop what is too much */
    public CustomerSignals(
            TimelineQueries timelines,
            SignalBus bus,
            AccountDirectory accounts,
            Function<ChannelType, Optional<Channel>> channels,
            Executor calls) {
        this.timelines = timelines;
        this.bus = bus;
        this.accounts = accounts;
        this.channels = channels;
        this.calls = calls;
    }

    @Override
    public void signal(ChannelAddress from, Signal signal) {
        try {
            if (signal instanceof Signal.Read read) {
                TimelineCursor upTo = TimelineCursor.parse(read.upTo());
                timelines
                        .markRead(from, upTo)
                        .ifPresent(number -> bus.publish(new SignalNews.ToAgents(
                                upTo.conversation(),
                                new Signal.Read(new TimelineCursor(upTo.conversation(), number).toString()))));
            } else {
                timelines
                        .headsUpTo(from, LATEST, 1)
                        .forEach(head -> bus.publish(new SignalNews.ToAgents(head.id(), signal)));
            }
        } catch (StoreUnavailableException e) {
            throw new AcceptFailedException("The store is away", e);
        }
    }

    /** Shows the customer what an agent does, if her channel can. Returns at once. */
    public void show(ChannelAddress to, Signal signal) {
        accounts.find(to.account())
                .flatMap(account -> channels.apply(account.type()))
                .filter(channel -> channel instanceof SignalChannel
                        && channel.capabilities().contains(capability(signal)))
                .map(SignalChannel.class::cast)
                .ifPresent(channel -> calls.execute(() -> channel.signal(to, signal)));
    }

    private static ChannelCapability capability(Signal signal) {
        return signal instanceof Signal.Read ? ChannelCapability.SIGNAL_READ : ChannelCapability.SIGNAL_TYPING;
    }
}
