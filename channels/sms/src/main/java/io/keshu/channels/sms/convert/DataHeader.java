package io.keshu.channels.sms.convert;

import java.util.Arrays;

/** The user data header before a message's octets: 3GPP TS 23.040, 9.2.3.24. */
@SuppressWarnings("ArrayRecordComponent") // handed through once, compared by nobody
public record DataHeader(int reference, int total, int number, byte[] rest) {

    /** How long the header is that this class writes. */
    public static final int LENGTH = 6;

    private static final int CONCATENATED = 0;
    private static final int CONCATENATED_16 = 8;

    /** Whether it is one part of several. */
    public boolean part() {
        return total > 1 && number >= 1 && number <= total;
    }

    /** Reads it; what isn't a header is left where it is. */
    public static DataHeader read(byte[] octets) {
        int length = octets.length == 0 ? 0 : octets[0] & 0xff;
        if (octets.length == 0 || length + 1 > octets.length) {
            return new DataHeader(0, 0, 0, octets);
        }
        byte[] rest = Arrays.copyOfRange(octets, length + 1, octets.length);
        for (int at = 1; at + 1 <= length; ) {
            int element = octets[at] & 0xff;
            int size = octets[at + 1] & 0xff;
            int data = at + 2;
            if (data + size > length + 1) {
                break;
            }
            if (element == CONCATENATED && size == 3) {
                return new DataHeader(octets[data] & 0xff, octets[data + 1] & 0xff, octets[data + 2] & 0xff, rest);
            }
            if (element == CONCATENATED_16 && size == 4) {
                int reference = ((octets[data] & 0xff) << 8) | (octets[data + 1] & 0xff);
                return new DataHeader(reference, octets[data + 2] & 0xff, octets[data + 3] & 0xff, rest);
            }
            at = data + size;
        }
        return new DataHeader(0, 0, 0, rest);
    }

    /** One part with its header, {@code 05 00 03 reference total number}. */
    public static byte[] write(int reference, int total, int number, byte[] octets) {
        byte[] whole = new byte[LENGTH + octets.length];
        byte[] header = {5, CONCATENATED, 3, (byte) reference, (byte) total, (byte) number};
        System.arraycopy(header, 0, whole, 0, LENGTH);
        System.arraycopy(octets, 0, whole, LENGTH, octets.length);
        return whole;
    }
}
