package io.keshu.channels.web.config;

import io.keshu.channels.api.ChannelAccount;
import io.keshu.channels.api.ChannelAccountId;
import io.keshu.channels.api.ChannelAccounts;
import io.keshu.channels.api.ChannelType;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/** The deployments as configured, each read once for each version. Thread-safe. */
public final class Deployments {

    private final ChannelType type;
    private final ChannelAccounts accounts;
    private final Map<ChannelAccountId, Deployment> read = new ConcurrentHashMap<>();

    public Deployments(ChannelType type, ChannelAccounts accounts) {
        this.type = type;
        this.accounts = accounts;
    }

    /** What there is under a key. */
    public sealed interface Found {

        record Working(Deployment deployment) implements Found {}

        record Off() implements Found {}

        record Unknown() implements Found {}
    }

    public Found find(String key) {
        return accounts.find(type, key).<Found>map(this::found).orElseGet(Found.Unknown::new);
    }

    private Found found(ChannelAccount account) {
        return account.enabled() ? new Found.Working(read(account)) : new Found.Off();
    }

    /** Only if it is there and enabled. */
    public Optional<Deployment> working(ChannelAccountId id) {
        return accounts.find(id)
                .filter(account -> account.enabled() && account.type().equals(type))
                .map(this::read);
    }

    private Deployment read(ChannelAccount account) {
        Deployment known = read.get(account.id());
        if (known != null && known.version() == account.version()) {
            return known;
        }
        Deployment fresh = new Deployment(account);
        read.put(account.id(), fresh);
        return fresh;
    }
}
