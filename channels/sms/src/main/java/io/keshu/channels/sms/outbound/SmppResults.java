package io.keshu.channels.sms.outbound;

import io.keshu.channels.api.DeliveryProblem.Reason;
import io.keshu.channels.api.DeliveryResult;
import io.keshu.channels.api.ProviderProblem;
import io.keshu.channels.sms.client.BindFailure;
import io.keshu.channels.sms.client.SendOutcome;
import io.keshu.channels.sms.client.Statuses;
import java.time.Duration;
import java.util.Set;

/** What an SMSC's refusals mean. */
public final class SmppResults {

    private static final Set<String> BUSY =
            Set.of(Statuses.THROTTLED, Statuses.QUEUE_FULL, Statuses.SYSTEM_ERROR, Statuses.TEMPORARY);

    private static final Duration SOON = Duration.ofSeconds(5);

    private SmppResults() {}

    /** Whether the same may be tried again in a moment. */
    static boolean busy(SendOutcome.Refused refused) {
        return BUSY.contains(refused.code());
    }

    static DeliveryResult of(SendOutcome.Refused refused) {
        String code = refused.code();
        if (busy(refused)) {
            return Ends.later(SOON, Reason.PROVIDER_BUSY, code, refused.detail());
        }
        if (code.equals(Statuses.BAD_DESTINATION)) {
            return Ends.unreachable(Reason.UNKNOWN_CUSTOMER, code, refused.detail());
        }
        if (code.equals(Statuses.BAD_SOURCE) || code.equals(Statuses.BAD_BIND)) {
            return Ends.rejected(Reason.NOT_PERMITTED, code, refused.detail());
        }
        if (code.equals(Statuses.BAD_LENGTH)) {
            return Ends.rejected(Reason.CONTENT_TOO_LONG, code, refused.detail());
        }
        return code.equals(Statuses.SUBMIT_FAILED)
                ? Ends.later(Ends.A_MINUTE, Reason.PROVIDER_BUSY, code, refused.detail())
                : Ends.rejected(Reason.CONTENT_REFUSED, code, refused.detail());
    }

    static DeliveryResult of(BindFailure failure) {
        String detail = String.valueOf(failure.getMessage());
        return switch (failure.kind()) {
            case UNREACHABLE -> Ends.later(Duration.ZERO, Reason.PROVIDER_UNREACHABLE, "", detail);
            case BOUND_ELSEWHERE -> Ends.later(Duration.ZERO, Reason.PROVIDER_BUSY, failure.code(), detail);
            case BAD_CREDENTIALS -> Ends.rejected(Reason.BAD_CREDENTIALS, failure.code(), detail);
            case REFUSED -> Ends.later(Ends.A_MINUTE, Reason.PROVIDER_BUSY, failure.code(), detail);
        };
    }

    /** As the operator is told. */
    public static ProviderProblem problem(BindFailure failure) {
        ProviderProblem.Reason reason = switch (failure.kind()) {
            case UNREACHABLE -> ProviderProblem.Reason.PROVIDER_UNREACHABLE;
            case BAD_CREDENTIALS -> ProviderProblem.Reason.BAD_SECRET;
            case BOUND_ELSEWHERE -> ProviderProblem.Reason.PROVIDER_BUSY;
            case REFUSED -> ProviderProblem.Reason.REFUSED;
        };
        return new ProviderProblem(reason, failure.code(), String.valueOf(failure.getMessage()));
    }
}
