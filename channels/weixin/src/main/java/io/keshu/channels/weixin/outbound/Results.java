package io.keshu.channels.weixin.outbound;

import io.keshu.channels.api.DeliveryProblem;
import io.keshu.channels.api.DeliveryProblem.Reason;
import io.keshu.channels.api.DeliveryResult;
import io.keshu.channels.weixin.client.SendOutcome;
import java.time.Duration;

/** What the end of a call means to the message. */
public final class Results {

    private static final Duration A_MINUTE = Duration.ofMinutes(1);

    /** Of an account through which nothing goes. */
    public static final DeliveryProblem DISABLED =
            new DeliveryProblem(Reason.ACCOUNT_DISABLED, "", "The account is switched off or gone");

    private Results() {}

    /** Of the call that carried the message. */
    public static DeliveryResult of(SendOutcome outcome) {
        if (outcome instanceof SendOutcome.Taken taken) {
            return new DeliveryResult.Accepted(taken.messageId());
        }
        if (outcome instanceof SendOutcome.Refused refused) {
            return refused(refused);
        }
        if (outcome instanceof SendOutcome.NotSent notSent) {
            Reason reason = notSent.busy() ? Reason.PROVIDER_BUSY : Reason.PROVIDER_UNREACHABLE;
            return new DeliveryResult.RetryLater(Duration.ZERO, new DeliveryProblem(reason, "", notSent.detail()));
        }
        SendOutcome.Unclear unclear = (SendOutcome.Unclear) outcome;
        return new DeliveryResult.Unknown(new DeliveryProblem(Reason.NO_CLEAR_ANSWER, "", unclear.detail()));
    }

    /** Of an upload before it: whatever became of that, the customer got nothing. */
    static DeliveryResult ofUpload(SendOutcome outcome) {
        DeliveryResult result = of(outcome);
        return result instanceof DeliveryResult.Unknown unknown
                ? new DeliveryResult.RetryLater(
                        Duration.ZERO,
                        new DeliveryProblem(
                                Reason.PROVIDER_BUSY, "", unknown.problem().detail()))
                : result;
    }

    /** Of a question that got no answer: nothing was sent, so nothing is unclear. */
    public static DeliveryProblem problem(SendOutcome outcome) {
        DeliveryResult result = of(outcome);
        if (result instanceof DeliveryResult.Rejected rejected) {
            return rejected.problem();
        } else if (result instanceof DeliveryResult.Unreachable unreachable) {
            return unreachable.problem();
        } else if (result instanceof DeliveryResult.RetryLater later) {
            return later.problem();
        } else if (result instanceof DeliveryResult.Unknown unknown) {
            return new DeliveryProblem(
                    Reason.PROVIDER_BUSY, "", unknown.problem().detail());
        }
        throw new IllegalStateException("Not a failure: " + outcome);
    }

    private static DeliveryResult refused(SendOutcome.Refused refused) {
        ErrorCodes.Meaning meaning = ErrorCodes.of(refused.code());
        DeliveryProblem problem =
                new DeliveryProblem(meaning.reason(), Integer.toString(refused.code()), refused.message());
        return switch (meaning.end()) {
            case REJECTED -> new DeliveryResult.Rejected(problem);
            case UNREACHABLE -> new DeliveryResult.Unreachable(problem);
            case RETRY -> new DeliveryResult.RetryLater(Duration.ZERO, problem);
            case RETRY_IN_A_MINUTE -> new DeliveryResult.RetryLater(A_MINUTE, problem);
        };
    }
}
