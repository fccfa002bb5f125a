package io.keshu.channels.sms.config;

import io.keshu.channels.api.ChannelAccount;

/**
 * One SMSC account as this channel reads it; what is not set is empty.
 *
 * @param pair whether a receiver and a transmitter are bound instead of one transceiver
 * @param number what customers see as the sender; empty leaves it to the SMSC
 * @param region whose numbers come without their country's code
 * @param everyNode whether a node that doesn't receive may bind a transmitter of its own in order to send
 */
public record SmppSettings(
        String host,
        int port,
        boolean tls,
        String systemId,
        String password,
        String systemType,
        boolean pair,
        String number,
        String region,
        Alphabet alphabet,
        ReceiptIds receiptIds,
        boolean everyNode) {

    public static final String HOST = "host";
    public static final String PORT = "port";
    public static final String TLS = "tls";
    public static final String SYSTEM_ID = "systemId";
    public static final String PASSWORD = "password";
    public static final String SYSTEM_TYPE = "systemType";
    public static final String BIND = "bind";
    public static final String NUMBER = "number";
    public static final String REGION = "region";
    public static final String ALPHABET = "alphabet";
    public static final String RECEIPT_IDS = "receiptIds";
    public static final String EVERY_NODE = "everyNode";
    static final String TRANSCEIVER = "transceiver";
    static final String PAIR = "pair";
    static final String DEFAULT_PORT = "2775";
    static final String DEFAULT_REGION = "CN";

    /** Reads the account. */
    public static SmppSettings of(ChannelAccount account) {
        return new SmppSettings(
                account.setting(HOST).orElse(""),
                port(account.setting(PORT).orElse(DEFAULT_PORT)),
                account.setting(TLS).filter("true"::equals).isPresent(),
                account.setting(SYSTEM_ID).orElse(""),
                account.secret(PASSWORD).orElse(""),
                account.setting(SYSTEM_TYPE).orElse(""),
                account.setting(BIND).filter(PAIR::equals).isPresent(),
                account.setting(NUMBER).orElse(""),
                account.setting(REGION).orElse(DEFAULT_REGION),
                Alphabet.of(account.setting(ALPHABET).orElse("")),
                ReceiptIds.of(account.setting(RECEIPT_IDS).orElse("")),
                account.setting(EVERY_NODE).filter("false"::equals).isEmpty());
    }

    /** The form lets nothing else through; what was written past it names no port. */
    private static int port(String value) {
        return value.matches("[0-9]{1,5}") ? Integer.parseInt(value) : -1;
    }

    /** Leaves secrets out: records end up in logs. */
    @Override
    public String toString() {
        return "SmppSettings[" + systemId + "@" + host + ":" + port + "]";
    }
}
