package io.keshu.channels.sms.outbound;

import io.keshu.channels.api.ChannelAccountId;
import io.keshu.channels.api.ProviderProblem;
import io.keshu.channels.sms.client.SendOutcome;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** What kept this node from calling a provider when it last tried. Thread-safe. */
final class Troubles {

    /** What is wrong with a message says nothing of the account. */
    private static final Set<ProviderProblem.Reason> OF_THE_ACCOUNT = Set.of(
            ProviderProblem.Reason.BAD_SECRET,
            ProviderProblem.Reason.PROVIDER_UNREACHABLE,
            ProviderProblem.Reason.NO_CLEAR_ANSWER,
            ProviderProblem.Reason.ACCOUNT_BLOCKED,
            ProviderProblem.Reason.ACCOUNT_QUOTA_USED,
            ProviderProblem.Reason.ADDRESS_NOT_ALLOWED);

    private final CloudResults results;
    private final Map<ChannelAccountId, ProviderProblem> last = new ConcurrentHashMap<>();

    Troubles(CloudResults results) {
        this.results = results;
    }

    void note(ChannelAccountId account, SendOutcome outcome) {
        if (outcome instanceof SendOutcome.Taken) {
            last.remove(account);
            return;
        }
        ProviderProblem problem = results.operators(outcome);
        if (OF_THE_ACCOUNT.contains(problem.reason())) {
            last.put(account, problem);
        } else {
            last.remove(account);
        }
    }

    Optional<ProviderProblem> of(ChannelAccountId account) {
        return Optional.ofNullable(last.get(account));
    }
}
