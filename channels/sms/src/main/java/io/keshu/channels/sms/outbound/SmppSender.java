package io.keshu.channels.sms.outbound;

import io.keshu.channels.api.ChannelAccount;
import io.keshu.channels.api.ChannelAccounts;
import io.keshu.channels.api.ChannelCapability;
import io.keshu.channels.api.DeliveryProblem;
import io.keshu.channels.api.DeliveryProblem.Reason;
import io.keshu.channels.api.DeliveryResult;
import io.keshu.channels.api.OutboundContent;
import io.keshu.channels.api.OutboundMessage;
import io.keshu.channels.api.SegmentRule;
import io.keshu.channels.api.TextLimit;
import io.keshu.channels.sms.client.BindFailure;
import io.keshu.channels.sms.client.Segment;
import io.keshu.channels.sms.client.SendOutcome;
import io.keshu.channels.sms.client.SmppLink;
import io.keshu.channels.sms.client.SmppLinks;
import io.keshu.channels.sms.config.SmppSettings;
import io.keshu.channels.sms.config.SmsProperties;
import io.keshu.channels.sms.convert.SmsText;
import io.keshu.channels.sms.outbound.Recipient.Checked;
import java.time.Duration;
import java.util.List;
import java.util.Set;

/** Sends texts by SMPP. Thread-safe. */
public final class SmppSender {

    private static final Duration PAUSE = Duration.ofMillis(500);

    private final ChannelAccounts accounts;
    private final SmppLinks links;
    private final SmsProperties properties;
    private final Set<ChannelCapability> carried;

    /** @param carried what the channel declares */
    public SmppSender(
            ChannelAccounts accounts, SmppLinks links, SmsProperties properties, Set<ChannelCapability> carried) {
        this.accounts = accounts;
        this.links = links;
        this.properties = properties;
        this.carried = carried;
    }

    /** As {@link io.keshu.channels.api.LimitedText#textLimit}. */
    public TextLimit limit() {
        return new TextLimit(properties.maxLength(), TextLimit.Unit.CHARS);
    }

    /** As {@link io.keshu.channels.api.SegmentedText#segmentRule}. */
    public static SegmentRule rule(ChannelAccount account) {
        return SegmentWriter.rule(SmppSettings.of(account));
    }

    /** As {@link io.keshu.channels.api.Channel#deliver}. */
    public DeliveryResult deliver(OutboundMessage message) {
        long until = System.nanoTime() + properties.sendTimeout().toNanos();
        Checked checked = Recipient.check(message, accounts, carried);
        if (!(checked instanceof Checked.Ready ready)) {
            return ((Checked.Not) checked).result();
        }
        String text = SmsText.clean(((OutboundContent.Text) message.content()).text());
        if (!limit().allows(text)) {
            return Ends.rejected(Reason.CONTENT_TOO_LONG, "", "Longer than " + properties.maxLength() + " characters");
        }
        if (text.isEmpty()) {
            return Ends.rejected(Reason.CONTENT_REFUSED, "", "Nothing but control characters");
        }
        SmppSettings settings = SmppSettings.of(ready.account());
        try {
            SmppLink link = links.sending(ready.account());
            return submit(link, SegmentWriter.write(message.id(), ready.number(), text, settings), settings, until);
        } catch (BindFailure e) {
            return SmppResults.of(e);
        }
    }

    private DeliveryResult submit(SmppLink link, List<Segment> segments, SmppSettings settings, long until) {
        String id = "";
        int sent = 0;
        for (Segment segment : segments) {
            SendOutcome outcome = patiently(link, segment, until);
            if (!(outcome instanceof SendOutcome.Taken taken)) {
                return sent == 0 ? ended(outcome) : halfway(sent, segments.size(), outcome);
            }
            id = taken.id();
            sent++;
        }
        return new DeliveryResult.Accepted(
                id.isEmpty() ? null : settings.receiptIds().ofAnswer(id));
    }

    /** Tries again while the SMSC asks for patience and there is time for an answer. */
    private SendOutcome patiently(SmppLink link, Segment segment, long until) {
        while (true) {
            SendOutcome outcome = link.submit(segment);
            long left = until - System.nanoTime();
            boolean again = outcome instanceof SendOutcome.Refused refused && SmppResults.busy(refused);
            if (!again || left < PAUSE.plus(properties.requestTimeout()).toNanos()) {
                return outcome;
            }
            try {
                Thread.sleep(PAUSE.toMillis());
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                return outcome;
            }
        }
    }

    private static DeliveryResult ended(SendOutcome outcome) {
        if (outcome instanceof SendOutcome.Refused refused) {
            return SmppResults.of(refused);
        }
        return outcome instanceof SendOutcome.NotSent not
                ? Ends.notSent(not)
                : Ends.unclear((SendOutcome.Unclear) outcome);
    }

    /** A part of the text is on its way and can't be called back: sending it all again would show it twice. */
    private static DeliveryResult halfway(int sent, int total, SendOutcome outcome) {
        return new DeliveryResult.Unknown(new DeliveryProblem(
                Reason.NO_CLEAR_ANSWER, "", sent + " of " + total + " segments were sent, then: " + outcome));
    }
}
