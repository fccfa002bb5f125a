package io.keshu.domain.outbox;

import io.keshu.channels.api.ChannelAccountId;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * How much one round of claims may take, in all and of each account.
 *
 * @param total rows at most
 * @param perAccount how many of an account's messages may be under way at once, those of this round included
 * @param underWay how many are under way already, by account; accounts without any may be missing
 */
public record ClaimLimit(int total, int perAccount, Map<ChannelAccountId, Integer> underWay) {

    public ClaimLimit {
        underWay = Map.copyOf(underWay);
    }

    /** So many rows, whosever they are. */
    public static ClaimLimit of(int total) {
        return new ClaimLimit(total, total, Map.of());
    }

    /** How many more of this account's messages may be claimed. */
    public int room(ChannelAccountId account) {
        return Math.max(0, perAccount - underWay.getOrDefault(account, 0));
    }

    /** The accounts of which nothing may be claimed. */
    public Set<ChannelAccountId> full() {
        return underWay.keySet().stream().filter(account -> room(account) == 0).collect(Collectors.toSet());
    }
}
