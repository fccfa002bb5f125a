package io.keshu.channels.sms.inbound;

/**
 * One part of a long message.
 *
 * @param set which parts belong together, for one sender
 * @param coding of the octets
 */
@SuppressWarnings("ArrayRecordComponent") // never compared
record Part(String set, int total, int number, int coding, byte[] octets) {}
