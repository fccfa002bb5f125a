package io.keshu.domain.account;

import io.keshu.channels.api.Channel;
import io.keshu.channels.api.ChannelType;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The channels that this hub has. */
public final class Channels {

    private final Map<ChannelType, Channel> byType = new LinkedHashMap<>();

    /** @throws IllegalStateException if two channels have the same type */
    public Channels(Collection<? extends Channel> channels) {
        for (Channel channel : channels) {
            if (byType.putIfAbsent(channel.type(), channel) != null) {
                throw new IllegalStateException("Two channels of type " + channel.type());
            }
        }
    }

    public Optional<Channel> find(ChannelType type) {
        return Optional.ofNullable(byType.get(type));
    }

    public Collection<Channel> all() {
        return List.copyOf(byType.values());
    }
}
