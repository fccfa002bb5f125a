package io.keshu.channels.sms.client;

import org.jspecify.annotations.Nullable;

/**
 * A deliver_sm as it came.
 *
 * @param sequence its number within the bind
 * @param octets the message, from the payload where the PDU has one
 * @param sar which part of a long message it is, where the PDU says so outside the message; null otherwise
 * @param receiptedId the id of the message that it is a receipt for; null where the PDU says it in the text at most
 * @param state of the message that it is a receipt for, SMPP 3.4, 5.2.28; 0 if the PDU has none
 */
@SuppressWarnings("ArrayRecordComponent") // handed through once, compared by nobody
public record Delivered(
        int sequence,
        String source,
        String destination,
        int esmClass,
        int dataCoding,
        byte[] octets,
        @Nullable Sar sar,
        @Nullable String receiptedId,
        int state) {

    private static final int UDHI = 0x40;
    private static final int TYPE = 0x3c;
    private static final int RECEIPT = 0x04;

    /** Which part of which long message. */
    public record Sar(int reference, int total, int number) {}

    /** Whether the message begins with a user data header. */
    public boolean headed() {
        return (esmClass & UDHI) != 0;
    }

    /** Whether it tells of another message instead of bringing one: a receipt, an acknowledgement or a notice on the way. */
    public boolean tells() {
        return (esmClass & TYPE) != 0;
    }

    /** Whether it is the SMSC's receipt. */
    public boolean receipt() {
        return (esmClass & TYPE) == RECEIPT;
    }
}
