package io.keshu.channels.weixin.outbound;

import io.keshu.channels.api.ProviderAnswer;
import io.keshu.channels.api.ProviderProblem;
import io.keshu.channels.api.ProviderProblem.Reason;
import io.keshu.channels.weixin.client.ApiAnswer;
import io.keshu.channels.weixin.client.SendOutcome;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What a failed call about followers, tags, codes or the account itself says. */
public final class ProviderErrors {

    private static final Map<Integer, Reason> REASONS = Map.ofEntries(
            Map.entry(-1, Reason.PROVIDER_BUSY),
            Map.entry(45011, Reason.PROVIDER_BUSY),
            Map.entry(40001, Reason.BAD_SECRET),
            Map.entry(40014, Reason.BAD_CREDENTIALS),
            Map.entry(42001, Reason.BAD_CREDENTIALS),
            Map.entry(40013, Reason.UNKNOWN_ACCOUNT),
            Map.entry(41002, Reason.UNKNOWN_ACCOUNT),
            Map.entry(40125, Reason.BAD_SECRET),
            Map.entry(41004, Reason.BAD_SECRET),
            Map.entry(48001, Reason.NOT_PERMITTED),
            Map.entry(50004, Reason.NOT_PERMITTED),
            Map.entry(48004, Reason.ACCOUNT_BLOCKED),
            Map.entry(50007, Reason.ACCOUNT_BLOCKED),
            Map.entry(45009, Reason.ACCOUNT_QUOTA_USED),
            Map.entry(40164, Reason.ADDRESS_NOT_ALLOWED),
            Map.entry(45056, Reason.TOO_MANY_TAGS),
            Map.entry(45157, Reason.NAME_TAKEN),
            Map.entry(45158, Reason.NAME_TOO_LONG),
            Map.entry(45159, Reason.TAG_UNKNOWN),
            Map.entry(45057, Reason.TAG_FIXED),
            Map.entry(45058, Reason.TAG_FIXED),
            Map.entry(45059, Reason.TOO_MANY_TAGS_ON_ONE),
            Map.entry(40032, Reason.TOO_MANY_CUSTOMERS),
            Map.entry(40003, Reason.UNKNOWN_CUSTOMER),
            Map.entry(49003, Reason.UNKNOWN_CUSTOMER),
            Map.entry(46004, Reason.UNKNOWN_CUSTOMER),
            Map.entry(45029, Reason.TOO_MANY_CODES));

    /** {@code invalid ip 1.2.3.4 ipv6 ::ffff:1.2.3.4, not in whitelist}. */
    private static final Pattern ADDRESS = Pattern.compile("invalid ip ([0-9a-fA-F.:]{2,45})");

    /** For calls that break no limit of their own. */
    static final ProviderErrors PLAIN = new ProviderErrors(Map.of());

    private final Map<Reason, String> limits;

    /** @param limits what belongs into the words of a reason in the place of WeChat's own */
    public ProviderErrors(Map<Reason, String> limits) {
        this.limits = Map.copyOf(limits);
    }

    /** What a call brought. */
    public <T> ProviderAnswer<T> answer(ApiAnswer<T> answer) {
        return answer instanceof ApiAnswer.Given<T> given
                ? new ProviderAnswer.Given<>(given.value())
                : new ProviderAnswer.Failed<>(problem(((ApiAnswer.Failed<T>) answer).outcome()));
    }

    /** What a failed call says. */
    ProviderProblem problem(SendOutcome outcome) {
        if (outcome instanceof SendOutcome.Refused refused) {
            // Without a token being fetched, 40001 speaks of the token.
            Reason reason = refused.code() == 40001 && !refused.whileFetchingToken()
                    ? Reason.BAD_CREDENTIALS
                    : REASONS.getOrDefault(refused.code(), Reason.REFUSED);
            return new ProviderProblem(reason, Integer.toString(refused.code()), detail(reason, refused.message()));
        }
        if (outcome instanceof SendOutcome.NotSent notSent) {
            return new ProviderProblem(
                    notSent.busy() ? Reason.PROVIDER_BUSY : Reason.PROVIDER_UNREACHABLE, "", notSent.detail());
        }
        String detail = outcome instanceof SendOutcome.Unclear unclear ? unclear.detail() : "";
        return new ProviderProblem(Reason.NO_CLEAR_ANSWER, "", detail);
    }

    private String detail(Reason reason, String message) {
        if (reason == Reason.ADDRESS_NOT_ALLOWED) {
            Matcher address = ADDRESS.matcher(message);
            return address.find() ? address.group(1) : message;
        }
        return limits.getOrDefault(reason, message);
    }
}
