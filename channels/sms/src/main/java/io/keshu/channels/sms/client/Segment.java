package io.keshu.channels.sms.client;

/**
 * One submit_sm.
 *
 * @param source empty leaves the sender to the SMSC
 * @param headed whether the octets begin with a user data header
 * @param receipt whether the SMSC is to say what became of it
 */
@SuppressWarnings("ArrayRecordComponent") // handed through once, compared by nobody
public record Segment(Party source, Party destination, boolean headed, int dataCoding, boolean receipt, byte[] octets) {

    /** An address with its type and plan, SMPP 3.4, 5.2.5 and 5.2.6. */
    public record Party(Type type, String address) {}

    /** What an address is. */
    public enum Type {
        UNKNOWN,
        INTERNATIONAL,
        ALPHANUMERIC
    }
}
