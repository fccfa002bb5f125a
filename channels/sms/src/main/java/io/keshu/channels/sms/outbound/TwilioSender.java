package io.keshu.channels.sms.outbound;

import io.keshu.channels.api.ChannelAccount;
import io.keshu.channels.api.ChannelAccountId;
import io.keshu.channels.api.ChannelAccounts;
import io.keshu.channels.api.ChannelCapability;
import io.keshu.channels.api.ConnectionCheck.Connected;
import io.keshu.channels.api.DeliveryProblem.Reason;
import io.keshu.channels.api.DeliveryResult;
import io.keshu.channels.api.OutboundContent;
import io.keshu.channels.api.OutboundMessage;
import io.keshu.channels.api.ProviderAnswer;
import io.keshu.channels.api.ProviderProblem;
import io.keshu.channels.api.SegmentRule;
import io.keshu.channels.api.TextLimit;
import io.keshu.channels.sms.client.SendOutcome;
import io.keshu.channels.sms.client.TwilioSms;
import io.keshu.channels.sms.config.CloudSettings;
import io.keshu.channels.sms.convert.SmsText;
import io.keshu.channels.sms.outbound.Recipient.Checked;
import java.util.Optional;
import java.util.Set;

/** Sends texts by Twilio. Thread-safe. */
public final class TwilioSender {

    /** Twilio's, as it counts the body of a message. */
    public static final TextLimit LIMIT = new TextLimit(1600, TextLimit.Unit.CHARS);

    /** Twilio chooses the alphabet as the hub counts. */
    public static final SegmentRule RULE = SegmentRule.gsm(true);

    private final ChannelAccounts accounts;
    private final TwilioSms twilio;
    private final Set<ChannelCapability> carried;
    private final Troubles troubles = new Troubles(CloudResults.TWILIO);

    /** @param carried what the channel declares */
    public TwilioSender(ChannelAccounts accounts, TwilioSms twilio, Set<ChannelCapability> carried) {
        this.accounts = accounts;
        this.twilio = twilio;
        this.carried = carried;
    }

    /** As {@link io.keshu.channels.api.Channel#deliver}. */
    public DeliveryResult deliver(OutboundMessage message) {
        Checked checked = Recipient.check(message, accounts, carried);
        if (!(checked instanceof Checked.Ready ready)) {
            return ((Checked.Not) checked).result();
        }
        String text = SmsText.clean(((OutboundContent.Text) message.content()).text());
        if (!LIMIT.allows(text)) {
            return Ends.rejected(Reason.CONTENT_TOO_LONG, "", "Longer than " + LIMIT.max() + " characters");
        }
        if (text.isEmpty()) {
            return Ends.rejected(Reason.CONTENT_REFUSED, "", "Nothing but control characters");
        }
        CloudSettings settings = CloudSettings.twilio(ready.account());
        SendOutcome outcome = twilio.send(settings, ready.number(), text, settings.callback());
        troubles.note(ready.account().id(), outcome);
        return CloudResults.TWILIO.of(outcome);
    }

    /** As {@link io.keshu.channels.api.ConnectionCheck#checkConnection}. */
    public ProviderAnswer<Connected> check(ChannelAccount account) {
        CloudSettings settings = CloudSettings.twilio(account);
        SendOutcome outcome = twilio.look(settings);
        return outcome instanceof SendOutcome.Taken
                ? new ProviderAnswer.Given<>(new Connected(settings.sender()))
                : new ProviderAnswer.Failed<>(CloudResults.TWILIO.operators(outcome));
    }

    /** As {@link io.keshu.channels.api.ConnectionCheck#connectionProblem}. */
    public Optional<ProviderProblem> problem(ChannelAccountId account) {
        return accounts.find(account).filter(ChannelAccount::enabled).flatMap(found -> troubles.of(found.id()));
    }
}
