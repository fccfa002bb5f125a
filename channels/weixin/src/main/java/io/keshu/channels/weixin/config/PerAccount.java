package io.keshu.channels.weixin.config;

import io.keshu.channels.api.ChannelAccount;
import io.keshu.channels.api.ChannelAccountId;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;

/** Something that is costly to prepare and holds for one version of an account. Thread-safe; prepared once for each version. */
public final class PerAccount<T> {

    private record Prepared<T>(long version, T value) {}

    private final Map<ChannelAccountId, Prepared<T>> prepared = new ConcurrentHashMap<>();
    private final Function<ChannelAccount, T> preparation;

    public PerAccount(Function<ChannelAccount, T> preparation) {
        this.preparation = preparation;
    }

    /** What was prepared for this version of the account. */
    public T of(ChannelAccount account) {
        Prepared<T> known = prepared.get(account.id());
        if (known != null && known.version() == account.version()) {
            return known.value();
        }
        return prepared.compute(
                        account.id(),
                        (id, old) -> old != null && old.version() == account.version()
                                ? old
                                : new Prepared<>(account.version(), preparation.apply(account)))
                .value();
    }
}
