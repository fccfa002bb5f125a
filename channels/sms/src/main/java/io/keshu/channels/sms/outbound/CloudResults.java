package io.keshu.channels.sms.outbound;

import io.keshu.channels.api.DeliveryProblem;
import io.keshu.channels.api.DeliveryProblem.Reason;
import io.keshu.channels.api.DeliveryResult;
import io.keshu.channels.api.ProviderProblem;
import io.keshu.channels.sms.client.SendOutcome;
import java.time.Duration;
import java.util.List;

/**
 * What a provider's codes mean. Codes come in families, of which the first that matches counts; one that is in none is a refusal of the
 * content.
 */
public final class CloudResults {

    /** Codes as listed under "API 错误码" of the SMS service. */
    public static final CloudResults ALIYUN = new CloudResults(List.of(
            later("isv.BUSINESS_LIMIT_CONTROL", Ends.A_MINUTE),
            later("Throttling", Duration.ofSeconds(5)),
            later("isp.SYSTEM_ERROR", Duration.ZERO),
            later("ServiceUnavailable", Duration.ZERO),
            later("InternalError", Duration.ZERO),
            unreachable("isv.MOBILE_NUMBER_ILLEGAL", Reason.UNKNOWN_CUSTOMER),
            rejected("isv.SMS_TEMPLATE_ILLEGAL", Reason.TEMPLATE_UNKNOWN),
            rejected("isv.TEMPLATE_MISSING_PARAMETERS", Reason.TEMPLATE_DATA_REFUSED),
            rejected("isv.TEMPLATE_PARAMS_ILLEGAL", Reason.TEMPLATE_DATA_REFUSED),
            rejected("isv.INVALID_JSON_PARAM", Reason.TEMPLATE_DATA_REFUSED),
            rejected("isv.PARAM_LENGTH_LIMIT", Reason.TEMPLATE_DATA_REFUSED),
            rejected("isv.PARAM_NOT_SUPPORT_URL", Reason.TEMPLATE_DATA_REFUSED),
            rejected("isv.AMOUNT_NOT_ENOUGH", Reason.ACCOUNT_QUOTA_USED),
            rejected("isv.DAY_LIMIT_CONTROL", Reason.ACCOUNT_QUOTA_USED),
            rejected("isv.MONTH_LIMIT", Reason.ACCOUNT_QUOTA_USED),
            rejected("isv.OUT_OF_SERVICE", Reason.ACCOUNT_BLOCKED),
            rejected("isv.ACCOUNT", Reason.ACCOUNT_BLOCKED),
            rejected("isv.PRODUCT_UN", Reason.NOT_PERMITTED),
            rejected("isv.SMS_SIGN", Reason.NOT_PERMITTED),
            rejected("isp.RAM_PERMISSION_DENY", Reason.NOT_PERMITTED),
            rejected("Forbidden", Reason.NOT_PERMITTED),
            rejected("NoPermission", Reason.NOT_PERMITTED),
            rejected("InvalidAccessKeyId", Reason.BAD_CREDENTIALS),
            rejected("IncompleteSignature", Reason.BAD_CREDENTIALS),
            rejected("SignatureDoesNotMatch", Reason.BAD_CREDENTIALS)));

    /** Codes as listed under "短信 错误码". */
    public static final CloudResults TENCENT = new CloudResults(List.of(
            later("LimitExceeded", Ends.A_MINUTE),
            later("RequestLimitExceeded", Duration.ofSeconds(5)),
            later("InternalError", Duration.ZERO),
            unreachable("FailedOperation.PhoneNumberInBlacklist", Reason.REFUSED_BY_CUSTOMER),
            unreachable("InvalidParameterValue.IncorrectPhoneNumber", Reason.UNKNOWN_CUSTOMER),
            rejected("FailedOperation.TemplateIncorrectOrUnapproved", Reason.TEMPLATE_UNKNOWN),
            rejected("FailedOperation.MissingTemplate", Reason.TEMPLATE_UNKNOWN),
            rejected("InvalidParameterValue.TemplateParameter", Reason.TEMPLATE_DATA_REFUSED),
            rejected("FailedOperation.TemplateParamSet", Reason.TEMPLATE_DATA_REFUSED),
            rejected("InvalidParameterValue.ContentLengthLimit", Reason.CONTENT_TOO_LONG),
            rejected("FailedOperation.InsufficientBalance", Reason.ACCOUNT_QUOTA_USED),
            rejected("FailedOperation.SignatureIncorrectOrUnapproved", Reason.NOT_PERMITTED),
            rejected("UnauthorizedOperation.RequestIpNotInWhitelist", Reason.ADDRESS_NOT_ALLOWED),
            rejected("UnauthorizedOperation.Account", Reason.ACCOUNT_BLOCKED),
            rejected("UnauthorizedOperation", Reason.NOT_PERMITTED),
            rejected("UnsupportedOperation", Reason.NOT_PERMITTED),
            rejected("AuthFailure", Reason.BAD_CREDENTIALS),
            rejected("InvalidParameterValue.SdkAppIdNotExist", Reason.BAD_CREDENTIALS)));

    /** Codes as listed under "Error and Warning Dictionary", and the HTTP status where there is no code. */
    public static final CloudResults TWILIO = new CloudResults(List.of(
            later("429", Duration.ofSeconds(5)),
            later("503", Duration.ZERO),
            later("20429", Duration.ofSeconds(5)),
            later("14107", Duration.ofSeconds(5)),
            unreachable("21211", Reason.UNKNOWN_CUSTOMER),
            unreachable("21614", Reason.UNKNOWN_CUSTOMER),
            unreachable("21610", Reason.REFUSED_BY_CUSTOMER),
            rejected("21617", Reason.CONTENT_TOO_LONG),
            rejected("21408", Reason.NOT_PERMITTED),
            rejected("2160", Reason.NOT_PERMITTED),
            rejected("21212", Reason.NOT_PERMITTED),
            rejected("21659", Reason.NOT_PERMITTED),
            rejected("20005", Reason.ACCOUNT_BLOCKED),
            rejected("63038", Reason.ACCOUNT_QUOTA_USED),
            rejected("20003", Reason.BAD_CREDENTIALS),
            rejected("20404", Reason.BAD_CREDENTIALS),
            rejected("401", Reason.BAD_CREDENTIALS)));

    /** What becomes of a message whose code begins so. */
    private record Family(String prefix, Kind kind, Reason reason, Duration after) {}

    private enum Kind {
        LATER,
        UNREACHABLE,
        REJECTED
    }

    private final List<Family> families;

    private CloudResults(List<Family> families) {
        this.families = families;
    }

    private static Family later(String prefix, Duration after) {
        return new Family(prefix, Kind.LATER, Reason.PROVIDER_BUSY, after);
    }

    private static Family unreachable(String prefix, Reason reason) {
        return new Family(prefix, Kind.UNREACHABLE, reason, Duration.ZERO);
    }

    private static Family rejected(String prefix, Reason reason) {
        return new Family(prefix, Kind.REJECTED, reason, Duration.ZERO);
    }

    /** What the end means to the message. */
    DeliveryResult of(SendOutcome outcome) {
        if (outcome instanceof SendOutcome.Taken taken) {
            return new DeliveryResult.Accepted(taken.id().isEmpty() ? null : taken.id());
        }
        if (outcome instanceof SendOutcome.NotSent not) {
            return Ends.notSent(not);
        }
        if (outcome instanceof SendOutcome.Unclear unclear) {
            return Ends.unclear(unclear);
        }
        SendOutcome.Refused refused = (SendOutcome.Refused) outcome;
        Family family = family(refused.code());
        return switch (family.kind()) {
            case LATER -> Ends.later(family.after(), family.reason(), refused.code(), refused.detail());
            case UNREACHABLE -> Ends.unreachable(family.reason(), refused.code(), refused.detail());
            case REJECTED -> Ends.rejected(family.reason(), refused.code(), refused.detail());
        };
    }

    private Family family(String code) {
        return families.stream()
                .filter(family -> code.startsWith(family.prefix()))
                .findFirst()
                .orElseGet(() -> rejected("", Reason.CONTENT_REFUSED));
    }

    /** What it means to whoever asked for templates; not for a message that was taken. */
    DeliveryProblem problem(SendOutcome outcome) {
        DeliveryResult result = of(outcome);
        if (result instanceof DeliveryResult.Rejected rejected) {
            return rejected.problem();
        } else if (result instanceof DeliveryResult.RetryLater later) {
            return later.problem();
        } else if (result instanceof DeliveryResult.Unreachable unreachable) {
            return unreachable.problem();
        } else if (result instanceof DeliveryResult.Unknown unknown) {
            return unknown.problem();
        }
        throw new IllegalArgumentException("There is no problem: " + outcome);
    }

    /** What it means to the operator. */
    ProviderProblem operators(SendOutcome outcome) {
        DeliveryProblem problem = problem(outcome);
        ProviderProblem.Reason reason = switch (problem.reason()) {
            case BAD_CREDENTIALS -> ProviderProblem.Reason.BAD_SECRET;
            case PROVIDER_UNREACHABLE -> ProviderProblem.Reason.PROVIDER_UNREACHABLE;
            case PROVIDER_BUSY -> ProviderProblem.Reason.PROVIDER_BUSY;
            case NO_CLEAR_ANSWER -> ProviderProblem.Reason.NO_CLEAR_ANSWER;
            case NOT_PERMITTED -> ProviderProblem.Reason.NOT_PERMITTED;
            case ACCOUNT_BLOCKED -> ProviderProblem.Reason.ACCOUNT_BLOCKED;
            case ACCOUNT_QUOTA_USED -> ProviderProblem.Reason.ACCOUNT_QUOTA_USED;
            case ADDRESS_NOT_ALLOWED -> ProviderProblem.Reason.ADDRESS_NOT_ALLOWED;
            default -> ProviderProblem.Reason.REFUSED;
        };
        return new ProviderProblem(reason, problem.providerCode(), problem.detail());
    }
}
