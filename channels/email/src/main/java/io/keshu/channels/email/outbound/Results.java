package io.keshu.channels.email.outbound;

import io.keshu.channels.api.DeliveryProblem;
import io.keshu.channels.api.DeliveryProblem.Reason;
import io.keshu.channels.api.DeliveryResult;
import io.keshu.channels.email.client.SendOutcome;
import java.time.Duration;
import java.util.Set;

/** What the end of a sending means to the message. */
final class Results {

    private static final Duration A_MINUTE = Duration.ofMinutes(1);

    /** Of the recipient: quota or size, which say nothing against the address. */
    private static final int TOO_LARGE = 552;

    /** Of the sender: not signed in, or not allowed to write as this address. */
    private static final Set<Integer> NOT_ALLOWED = Set.of(530, 535, 550, 553);

    private Results() {}

    static DeliveryResult of(SendOutcome outcome) {
        if (outcome instanceof SendOutcome.Taken taken) {
            return new DeliveryResult.Accepted(taken.messageId());
        }
        if (outcome instanceof SendOutcome.Refused refused) {
            return refused(refused);
        }
        if (outcome instanceof SendOutcome.BadCredentials bad) {
            return new DeliveryResult.Rejected(new DeliveryProblem(Reason.BAD_CREDENTIALS, "", bad.detail()));
        }
        if (outcome instanceof SendOutcome.NotSent not) {
            Reason reason = not.connected() ? Reason.PROVIDER_BUSY : Reason.PROVIDER_UNREACHABLE;
            return new DeliveryResult.RetryLater(Duration.ZERO, new DeliveryProblem(reason, "", not.detail()));
        }
        SendOutcome.Unclear unclear = (SendOutcome.Unclear) outcome;
        return new DeliveryResult.Unknown(new DeliveryProblem(Reason.NO_CLEAR_ANSWER, "", unclear.detail()));
    }

    private static DeliveryResult refused(SendOutcome.Refused refused) {
        int code = refused.code();
        String words = Integer.toString(code);
        if (code >= 400 && code < 500) {
            return new DeliveryResult.RetryLater(
                    A_MINUTE, new DeliveryProblem(Reason.PROVIDER_BUSY, words, refused.detail()));
        }
        if (code == TOO_LARGE) {
            return new DeliveryResult.Rejected(new DeliveryProblem(Reason.CONTENT_TOO_LONG, words, refused.detail()));
        }
        if (refused.recipient()) {
            return new DeliveryResult.Unreachable(
                    new DeliveryProblem(Reason.UNKNOWN_CUSTOMER, words, refused.detail()));
        }
        Reason reason = NOT_ALLOWED.contains(code) ? Reason.NOT_PERMITTED : Reason.CONTENT_REFUSED;
        return new DeliveryResult.Rejected(new DeliveryProblem(reason, words, refused.detail()));
    }
}
