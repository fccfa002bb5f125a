package io.keshu.channels.sms.outbound;

import io.keshu.channels.api.DeliveryProblem;
import io.keshu.channels.api.DeliveryProblem.Reason;
import io.keshu.channels.api.DeliveryResult;
import io.keshu.channels.sms.client.SendOutcome;
import java.time.Duration;

/** Ends of deliveries that all providers share. */
final class Ends {

    static final Duration A_MINUTE = Duration.ofMinutes(1);

    private Ends() {}

    static DeliveryResult rejected(Reason reason, String code, String detail) {
        return new DeliveryResult.Rejected(new DeliveryProblem(reason, code, detail));
    }

    static DeliveryResult unreachable(Reason reason, String code, String detail) {
        return new DeliveryResult.Unreachable(new DeliveryProblem(reason, code, detail));
    }

    static DeliveryResult later(Duration after, Reason reason, String code, String detail) {
        return new DeliveryResult.RetryLater(after, new DeliveryProblem(reason, code, detail));
    }

    static DeliveryResult notSent(SendOutcome.NotSent outcome) {
        return later(Duration.ZERO, Reason.PROVIDER_UNREACHABLE, "", outcome.detail());
    }

    static DeliveryResult unclear(SendOutcome.Unclear outcome) {
        return new DeliveryResult.Unknown(new DeliveryProblem(Reason.NO_CLEAR_ANSWER, "", outcome.detail()));
    }
}
