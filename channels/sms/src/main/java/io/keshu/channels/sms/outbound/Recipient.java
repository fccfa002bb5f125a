package io.keshu.channels.sms.outbound;

import io.keshu.channels.api.ChannelAccount;
import io.keshu.channels.api.ChannelAccounts;
import io.keshu.channels.api.ChannelCapability;
import io.keshu.channels.api.DeliveryProblem.Reason;
import io.keshu.channels.api.DeliveryResult;
import io.keshu.channels.api.OutboundMessage;
import io.keshu.channels.sms.convert.PhoneNumbers;
import java.util.Optional;
import java.util.Set;

/** What has to be so before a message is sent by any of the providers. */
final class Recipient {

    private Recipient() {}

    /** An account and the number to send to, or why nothing is sent. */
    sealed interface Checked {
        record Ready(ChannelAccount account, String number) implements Checked {}

        record Not(DeliveryResult result) implements Checked {}
    }

    static Checked check(OutboundMessage message, ChannelAccounts accounts, Set<ChannelCapability> carried) {
        Optional<ChannelAccount> account = accounts.find(message.to().account()).filter(ChannelAccount::enabled);
        if (account.isEmpty()) {
            return new Checked.Not(Ends.rejected(Reason.ACCOUNT_DISABLED, "", "The account is switched off or gone"));
        }
        if (!carried.contains(ChannelCapability.toSend(message.content()))) {
            return new Checked.Not(Ends.rejected(
                    Reason.KIND_NOT_CARRIED, "", message.content().getClass().getSimpleName()));
        }
        String number = message.to().user().value();
        if (!PhoneNumbers.sendable(number)) {
            return new Checked.Not(
                    Ends.unreachable(Reason.UNKNOWN_CUSTOMER, "", "No number that a message can be sent to"));
        }
        return new Checked.Ready(account.get(), number);
    }
}
