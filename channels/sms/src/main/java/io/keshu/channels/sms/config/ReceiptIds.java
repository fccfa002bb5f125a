package io.keshu.channels.sms.config;

import java.math.BigInteger;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/** How the ids in an SMSC's receipts are written compared with those in its answers: some write one side in hex, the other in decimal. */
public enum ReceiptIds {
    /** Both the same. */
    SAME,
    /** The answer's is hex, the receipt's decimal. */
    DECIMAL,
    /** The answer's is decimal, the receipt's hex. */
    HEX;

    private static final int BASE_16 = 16;

    String setting() {
        return name().toLowerCase(Locale.ROOT);
    }

    static ReceiptIds of(String setting) {
        return Arrays.stream(values())
                .filter(ids -> ids.setting().equals(setting))
                .findFirst()
                .orElse(SAME);
    }

    static List<String> settings() {
        return Arrays.stream(values()).map(ReceiptIds::setting).toList();
    }

    /** The id of an answer as it is kept. */
    public String ofAnswer(String id) {
        return switch (this) {
            case SAME -> id;
            case DECIMAL -> converted(id, BASE_16, BASE_16);
            case HEX -> converted(id, 10, 10);
        };
    }

    /** The id of a receipt as that of its answer is kept; one that isn't such a number stays as it is. */
    public String ofReceipt(String id) {
        return switch (this) {
            case SAME -> id;
            case DECIMAL -> converted(id, 10, BASE_16);
            case HEX -> converted(id, BASE_16, 10);
        };
    }

    private static String converted(String id, int from, int to) {
        try {
            return new BigInteger(id.strip(), from).toString(to);
        } catch (NumberFormatException e) {
            return id;
        }
    }
}
