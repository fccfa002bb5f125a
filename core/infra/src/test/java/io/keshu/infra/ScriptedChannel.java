package io.keshu.infra;

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

/** Takes what it gets, unless it was told how the next attempt ends. */
final class ScriptedChannel implements Channel {

    static final ChannelType TYPE = new ChannelType("scripted");

    private final List<OutboundContent> taken = new CopyOnWriteArrayList<>();
    private final ConcurrentLinkedQueue<DeliveryResult> script = new ConcurrentLinkedQueue<>();

    void next(DeliveryResult result) {
        script.add(result);
    }

    List<OutboundContent> contents() {
        return taken;
    }

    List<String> delivered() {
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
        return Set.of(ChannelCapability.RECEIVE_TEXT, ChannelCapability.SEND_TEXT);
    }

    @Override
    public AccountDescriptor accountDescriptor() {
        return new AccountDescriptor(TYPE, false, List.of());
    }

    @Override
    public DeliveryResult deliver(OutboundMessage message) {
        DeliveryResult scripted = script.poll();
        if (scripted != null) {
            return scripted;
        }
        taken.add(message.content());
        return new DeliveryResult.Accepted(null);
    }
}
