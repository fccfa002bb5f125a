package io.keshu.channels.weixin.outbound;

import static io.keshu.channels.api.DeliveryProblem.Reason.ACCOUNT_BLOCKED;
import static io.keshu.channels.api.DeliveryProblem.Reason.ACCOUNT_QUOTA_USED;
import static io.keshu.channels.api.DeliveryProblem.Reason.ADDRESS_NOT_ALLOWED;
import static io.keshu.channels.api.DeliveryProblem.Reason.BAD_CREDENTIALS;
import static io.keshu.channels.api.DeliveryProblem.Reason.CONTENT_REFUSED;
import static io.keshu.channels.api.DeliveryProblem.Reason.CONTENT_TOO_LONG;
import static io.keshu.channels.api.DeliveryProblem.Reason.MEDIA_MISSING;
import static io.keshu.channels.api.DeliveryProblem.Reason.MEDIA_TOO_LARGE;
import static io.keshu.channels.api.DeliveryProblem.Reason.MEDIA_TYPE_REFUSED;
import static io.keshu.channels.api.DeliveryProblem.Reason.NOT_FOLLOWING;
import static io.keshu.channels.api.DeliveryProblem.Reason.NOT_PERMITTED;
import static io.keshu.channels.api.DeliveryProblem.Reason.PROVIDER_BUSY;
import static io.keshu.channels.api.DeliveryProblem.Reason.REFUSED_BY_CUSTOMER;
import static io.keshu.channels.api.DeliveryProblem.Reason.REPLY_QUOTA_USED;
import static io.keshu.channels.api.DeliveryProblem.Reason.TEMPLATE_DATA_REFUSED;
import static io.keshu.channels.api.DeliveryProblem.Reason.TEMPLATE_UNKNOWN;
import static io.keshu.channels.api.DeliveryProblem.Reason.UNKNOWN_CUSTOMER;
import static io.keshu.channels.api.DeliveryProblem.Reason.WINDOW_CLOSED;

import io.keshu.channels.api.DeliveryProblem.Reason;
import java.util.Map;

/** What WeChat's global return codes (全局返回码) mean to a message. */
final class ErrorCodes {

    /** How an attempt with such a code ends. */
    enum End {
        REJECTED,
        UNREACHABLE,
        /** After the hub's back-off. */
        RETRY,
        /** After a minute: WeChat counts this one per minute. */
        RETRY_IN_A_MINUTE
    }

    record Meaning(End end, Reason reason) {}

    /** Codes that WeChat did not tell us: it refuses what it was given. */
    private static final Meaning OTHER = new Meaning(End.REJECTED, CONTENT_REFUSED);

    private static final Map<Integer, Meaning> MEANINGS = Map.ofEntries(
            // The service is busy (系统繁忙).
            Map.entry(-1, new Meaning(End.RETRY, PROVIDER_BUSY)),
            Map.entry(45011, new Meaning(End.RETRY_IN_A_MINUTE, PROVIDER_BUSY)),
            // The token was refused twice: another program may be renewing it with the older call.
            Map.entry(40001, new Meaning(End.RETRY, BAD_CREDENTIALS)),
            Map.entry(40014, new Meaning(End.RETRY, BAD_CREDENTIALS)),
            Map.entry(42001, new Meaning(End.RETRY, BAD_CREDENTIALS)),
            // Wrong appid or secret.
            Map.entry(40013, new Meaning(End.REJECTED, BAD_CREDENTIALS)),
            Map.entry(40125, new Meaning(End.REJECTED, BAD_CREDENTIALS)),
            Map.entry(41002, new Meaning(End.REJECTED, BAD_CREDENTIALS)),
            Map.entry(41004, new Meaning(End.REJECTED, BAD_CREDENTIALS)),
            Map.entry(45015, new Meaning(End.UNREACHABLE, WINDOW_CLOSED)),
            Map.entry(45047, new Meaning(End.UNREACHABLE, REPLY_QUOTA_USED)),
            Map.entry(43004, new Meaning(End.UNREACHABLE, NOT_FOLLOWING)),
            Map.entry(50005, new Meaning(End.UNREACHABLE, NOT_FOLLOWING)),
            Map.entry(48002, new Meaning(End.UNREACHABLE, REFUSED_BY_CUSTOMER)),
            Map.entry(43101, new Meaning(End.UNREACHABLE, REFUSED_BY_CUSTOMER)),
            Map.entry(40003, new Meaning(End.UNREACHABLE, UNKNOWN_CUSTOMER)),
            Map.entry(48001, new Meaning(End.REJECTED, NOT_PERMITTED)),
            Map.entry(48004, new Meaning(End.REJECTED, ACCOUNT_BLOCKED)),
            Map.entry(45009, new Meaning(End.REJECTED, ACCOUNT_QUOTA_USED)),
            Map.entry(40164, new Meaning(End.REJECTED, ADDRESS_NOT_ALLOWED)),
            // Media: of the wrong type, too large, too long, or gone.
            Map.entry(40004, new Meaning(End.REJECTED, MEDIA_TYPE_REFUSED)),
            Map.entry(40005, new Meaning(End.REJECTED, MEDIA_TYPE_REFUSED)),
            Map.entry(40006, new Meaning(End.REJECTED, MEDIA_TOO_LARGE)),
            Map.entry(40009, new Meaning(End.REJECTED, MEDIA_TOO_LARGE)),
            Map.entry(40010, new Meaning(End.REJECTED, MEDIA_TOO_LARGE)),
            Map.entry(40011, new Meaning(End.REJECTED, MEDIA_TOO_LARGE)),
            Map.entry(40012, new Meaning(End.REJECTED, MEDIA_TOO_LARGE)),
            Map.entry(45001, new Meaning(End.REJECTED, MEDIA_TOO_LARGE)),
            Map.entry(45007, new Meaning(End.REJECTED, MEDIA_TOO_LARGE)),
            Map.entry(41005, new Meaning(End.REJECTED, MEDIA_MISSING)),
            Map.entry(40037, new Meaning(End.REJECTED, TEMPLATE_UNKNOWN)),
            Map.entry(47003, new Meaning(End.REJECTED, TEMPLATE_DATA_REFUSED)),
            Map.entry(45002, new Meaning(End.REJECTED, CONTENT_TOO_LONG)));

    private ErrorCodes() {}

    static Meaning of(int code) {
        return MEANINGS.getOrDefault(code, OTHER);
    }
}
