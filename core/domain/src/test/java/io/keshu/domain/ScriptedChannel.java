package io.keshu.domain;

import io.keshu.channels.api.AccountDescriptor;
import io.keshu.channels.api.Channel;
import io.keshu.channels.api.ChannelCapability;
import io.keshu.channels.api.ChannelType;
import io.keshu.channels.api.DeliveryResult;
import io.keshu.channels.api.OutboundContent;
import io.keshu.channels.api.OutboundMessage;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Function;

/** Takes what it gets, unless it was told how the next attempts end. */
public final class ScriptedChannel implements Channel {

    public static final ChannelType TYPE = new ChannelType("scripted");

    private final List<OutboundContent> taken = new CopyOnWriteArrayList<>();
    private final ConcurrentLinkedQueue<Function<OutboundMessage, DeliveryResult>> script =
            new ConcurrentLinkedQueue<>();
    private final boolean idempotent;

    public ScriptedChannel() {
        this(false);
    }

    /** @param idempotent whether it declares that it recognises a second delivery */
    public ScriptedChannel(boolean idempotent) {
        this.idempotent = idempotent;
    }

    /** How the next attempt ends that nothing is said about yet. */
    public void next(DeliveryResult result) {
        next(message -> result);
    }

    public void next(Function<OutboundMessage, DeliveryResult> attempt) {
        script.add(attempt);
    }

    public List<OutboundContent> contents() {
        return taken;
    }

    /** The texts that arrived, in that order. */
    public List<String> delivered() {
        return taken.stream()
                .map(content -> ((OutboundContent.Text) content).text())
                .toList();
    }

    @Override
    public ChannelType type() {
        return TYPE;
    }

    @Override
    public Set<ChannelCapability> capabilities() {
        return idempotent
                ? Set.of(ChannelCapability.RECEIVE_TEXT, ChannelCapability.SEND_TEXT, ChannelCapability.IDEMPOTENT_SEND)
                : Set.of(ChannelCapability.RECEIVE_TEXT, ChannelCapability.SEND_TEXT);
    }

    @Override
    public AccountDescriptor accountDescriptor() {
        return new AccountDescriptor(TYPE, false, List.of());
    }

    @Override
    public DeliveryResult deliver(OutboundMessage message) {
        Function<OutboundMessage, DeliveryResult> scripted = script.poll();
        if (scripted != null) {
            return scripted.apply(message);
        }
        taken.add(message.content());
        return new DeliveryResult.Accepted(null);
    }
}
