package io.keshu.channels.sms.inbound;

import io.keshu.channels.api.DeliveryProblem.Reason;
import io.keshu.channels.api.InboundContent;
import io.keshu.channels.sms.client.Delivered;
import io.keshu.channels.sms.config.ReceiptIds;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads an SMSC's receipts: the parameters where it sends them, else the text as SMPP 3.4, appendix B has it. */
final class Receipts {

    private static final Pattern ID = Pattern.compile("(?i)\\bid:\\s*([^\\s]{1,65})");
    private static final Pattern STATE = Pattern.compile("(?i)\\bstat:\\s*([A-Z]{4,12})");
    private static final Pattern ERROR = Pattern.compile("(?i)\\berr:\\s*([0-9A-Z]{1,6})");
    private static final String DELIVERED = "DELIVRD";

    /** By message_state. */
    private static final Map<Integer, String> STATES = Map.of(
            1, "ENROUTE", 2, DELIVERED, 3, "EXPIRED", 4, "DELETED", 5, "UNDELIV", 6, "ACCEPTD", 7, "UNKNOWN", 8,
            "REJECTD");

    /** On the way: the last word is yet to come. */
    private static final Set<String> PASSING = Set.of("ENROUTE", "ACCEPTD", "SCHEDULED");

    private Receipts() {}

    /** @return empty if it says nothing of how a message ended */
    static Optional<InboundContent.DeliveryReceipt> read(Delivered pdu, ReceiptIds ids) {
        String text = new String(pdu.octets(), StandardCharsets.ISO_8859_1);
        String id = pdu.receiptedId();
        if (id == null) {
            id = found(ID, text);
        }
        String state = STATES.getOrDefault(pdu.state(), found(STATE, text)).toUpperCase(Locale.ROOT);
        if (id.isEmpty() || state.isEmpty() || PASSING.contains(state)) {
            return Optional.empty();
        }
        String error = found(ERROR, text);
        boolean arrived = state.equals(DELIVERED);
        return Optional.of(new InboundContent.DeliveryReceipt(
                ids.ofReceipt(id),
                arrived ? null : Reason.NOT_DELIVERED,
                arrived || error.isEmpty() ? state : state + " " + error));
    }

    private static String found(Pattern pattern, String text) {
        Matcher matcher = pattern.matcher(text);
        return matcher.find() ? matcher.group(1) : "";
    }
}
