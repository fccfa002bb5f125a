package io.keshu.channels.sms.client;

import java.nio.charset.StandardCharsets;
import org.jsmpp.bean.DeliverSm;
import org.jsmpp.bean.OptionalParameter;
import org.jsmpp.bean.OptionalParameter.Tag;
import org.jspecify.annotations.Nullable;

/** Reads what the library has parsed. A parameter of the wrong form is as if it weren't there. */
final class PduReading {

    private PduReading() {}

    static Delivered read(DeliverSm pdu) {
        byte[] message = pdu.getShortMessage();
        byte[] payload = octets(pdu, Tag.MESSAGE_PAYLOAD);
        String receipted = text(pdu, Tag.RECEIPTED_MESSAGE_ID);
        return new Delivered(
                pdu.getSequenceNumber(),
                text(pdu.getSourceAddr()),
                text(pdu.getDestAddress()),
                pdu.getEsmClass() & 0xff,
                pdu.getDataCoding() & 0xff,
                payload.length > 0 || message == null ? payload : message,
                sar(pdu),
                receipted.isEmpty() ? null : receipted,
                number(pdu, Tag.MESSAGE_STATE));
    }

    private static String text(@Nullable String given) {
        return given == null ? "" : given;
    }

    private static Delivered.@Nullable Sar sar(DeliverSm pdu) {
        int reference = number(pdu, Tag.SAR_MSG_REF_NUM);
        int total = number(pdu, Tag.SAR_TOTAL_SEGMENTS);
        int at = number(pdu, Tag.SAR_SEGMENT_SEQNUM);
        return total > 1 && at >= 1 && at <= total ? new Delivered.Sar(reference, total, at) : null;
    }

    private static byte[] octets(DeliverSm pdu, Tag tag) {
        OptionalParameter parameter = pdu.getOptionalParameter(tag);
        return parameter instanceof OptionalParameter.OctetString octets && octets.getValue() != null
                ? octets.getValue()
                : new byte[0];
    }

    private static String text(DeliverSm pdu, Tag tag) {
        String text = new String(octets(pdu, tag), StandardCharsets.US_ASCII);
        int end = text.indexOf(0);
        return end < 0 ? text : text.substring(0, end);
    }

    private static int number(DeliverSm pdu, Tag tag) {
        OptionalParameter parameter = pdu.getOptionalParameter(tag);
        if (parameter instanceof OptionalParameter.Byte octet) {
            return octet.getValue() & 0xff;
        }
        return parameter instanceof OptionalParameter.Short pair ? pair.getValue() & 0xffff : 0;
    }
}
