package io.keshu.channels.testkit;

import io.keshu.channels.api.ChannelAccount;
import io.keshu.channels.api.ChannelAccountId;
import io.keshu.channels.api.ExternalUserId;
import io.keshu.channels.api.MenuAudience;
import java.util.Map;

/** The twin keeps the contract that it stands in for. */
class InMemoryMenuChannelTest implements MenuPublisherContract {

    private final InMemoryChannelAccounts accounts = new InMemoryChannelAccounts()
            .put(new ChannelAccount(
                    new ChannelAccountId(1), InMemoryMenuChannel.TYPE, "a", "甲", true, Map.of(), Map.of(), 1));
    private final InMemoryMenuChannel channel = new InMemoryMenuChannel(accounts);

    @Override
    public InMemoryMenuChannel channel() {
        return channel;
    }

    @Override
    public InMemoryChannelAccounts accounts() {
        return accounts;
    }

    @Override
    public ChannelAccountId account() {
        return new ChannelAccountId(1);
    }

    @Override
    public ExternalUserId customer() {
        return new ExternalUserId("vip");
    }

    @Override
    public MenuAudience audience() {
        return InMemoryMenuChannel.VIP;
    }
}
