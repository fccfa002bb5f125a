package io.keshu.channels.email.convert;

import io.keshu.channels.api.ChannelAccountId;
import io.keshu.channels.api.DeliveryProblem.Reason;
import io.keshu.channels.api.InboundContent;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What another server says of a mail of ours (RFC 3464). */
final class DeliveryReport {

    private static final Pattern ACTION = Pattern.compile("(?im)^action:\\s*([a-z]+)");
    private static final Pattern STATUS = Pattern.compile("(?im)^status:\\s*(\\d\\.\\d{1,3}\\.\\d{1,3})");
    private static final Pattern RECIPIENT = Pattern.compile("(?im)^final-recipient:\\s*rfc822\\s*;\\s*(\\S{3,200})");

    private DeliveryReport() {}

    /** @param recipient whom our mail was for, if it says */
    record Told(InboundContent.DeliveryReceipt receipt, Optional<String> recipient) {}

    /** Empty if it is not about a mail of this account, or says nothing final. */
    static Optional<Told> of(String report, ChannelAccountId account) {
        Matcher original = Pattern.compile("(?im)^message-id:\\s*(<keshu\\." + account + "\\.[^\\s<>]{1,200}>)")
                .matcher(report);
        Matcher action = ACTION.matcher(report);
        if (!original.find() || !action.find()) {
            return Optional.empty();
        }
        String done = action.group(1).toLowerCase(Locale.ROOT);
        Matcher status = STATUS.matcher(report);
        String code = status.find() ? status.group(1) : "";
        Matcher recipient = RECIPIENT.matcher(report);
        Optional<String> whom = recipient.find() ? Addresses.of(recipient.group(1)) : Optional.empty();
        return switch (done) {
            case "failed" ->
                Optional.of(new Told(
                        new InboundContent.DeliveryReceipt(original.group(1), Reason.NOT_DELIVERED, done + " " + code),
                        whom));
            case "delivered" ->
                Optional.of(
                        new Told(new InboundContent.DeliveryReceipt(original.group(1), null, done + " " + code), whom));
            default -> Optional.empty();
        };
    }
}
