package io.keshu.channels.wechat.outbound;

import io.keshu.channels.api.ChannelAccount;
import io.keshu.channels.api.ChannelAccounts;
import io.keshu.channels.api.DeliveryProblem;
import io.keshu.channels.api.DeliveryProblem.Reason;
import io.keshu.channels.api.DeliveryResult;
import io.keshu.channels.api.OutboundContent;
import io.keshu.channels.api.OutboundMessage;
import io.keshu.channels.api.TextLimit;
import io.keshu.channels.wechat.client.SendOutcome;
import io.keshu.channels.wechat.client.WechatClient;
import java.time.Duration;
import java.util.Optional;

/** Sends texts as customer-service messages and says how that ended. Thread-safe. */
public final class TextSender {

    private static final Duration A_MINUTE = Duration.ofMinutes(1);

    private final ChannelAccounts accounts;
    private final WechatClient client;
    private final TextLimit limit;

    public TextSender(ChannelAccounts accounts, WechatClient client, TextLimit limit) {
        this.accounts = accounts;
        this.client = client;
        this.limit = limit;
    }

    /** As {@link io.keshu.channels.api.Channel#deliver}. */
    public DeliveryResult deliver(OutboundMessage message) {
        Optional<ChannelAccount> account = accounts.find(message.to().account()).filter(ChannelAccount::enabled);
        if (account.isEmpty()) {
            return new DeliveryResult.Rejected(
                    new DeliveryProblem(Reason.ACCOUNT_DISABLED, "", "The account is switched off or gone"));
        }
        if (!(message.content() instanceof OutboundContent.Text content)) {
            return new DeliveryResult.Rejected(new DeliveryProblem(
                    Reason.KIND_NOT_CARRIED, "", "No text: " + message.content().getClass()));
        }
        String text = content.text();
        if (!limit.allows(text)) {
            return new DeliveryResult.Rejected(
                    new DeliveryProblem(Reason.CONTENT_TOO_LONG, "", "Longer than " + limit.max() + " bytes"));
        }
        return result(client.sendText(account.get(), message.to().user().value(), text));
    }

    private static DeliveryResult result(SendOutcome outcome) {
        if (outcome instanceof SendOutcome.Taken) {
            return new DeliveryResult.Accepted(null);
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
