package io.keshu.channels.sms.config;

import java.math.BigInteger;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/**
 * IP addresses and networks such as {@code 47.74.0.0/16}.
 *
 * @param networks empty for every address
 */
public record AddressList(List<Network> networks) {

    /** Lets everybody through. */
    public static final AddressList ANY = new AddressList(List.of());

    /** As a setting is written: addresses and networks, with commas or spaces between them. */
    static final String FORM = "[0-9A-Fa-f.:/, ]{0,500}";

    private static final Pattern BETWEEN = Pattern.compile("[,\\s]+");

    /** Digits, so that no name is ever looked up. */
    private static final Pattern ADDRESS = Pattern.compile("[0-9]{1,3}(\\.[0-9]{1,3}){3}|[0-9A-Fa-f]*:[0-9A-Fa-f:.]+");

    public AddressList {
        networks = List.copyOf(networks);
    }

    /**
     * One network.
     *
     * @param bits how long an address is
     * @param prefix how many of its bits count
     */
    record Network(BigInteger address, int bits, int prefix) {
        boolean has(BigInteger other, int otherBits) {
            int rest = bits - prefix;
            return bits == otherBits && address.shiftRight(rest).equals(other.shiftRight(rest));
        }
    }

    /** What can't be read lets nobody through. */
    static AddressList parse(String setting) {
        List<Network> networks = new ArrayList<>();
        for (String entry : BETWEEN.split(setting.strip(), -1)) {
            if (!entry.isEmpty()) {
                networks.add(network(entry));
            }
        }
        return new AddressList(networks);
    }

    private static Network network(String entry) {
        int slash = entry.indexOf('/');
        byte[] bytes = bytes(slash < 0 ? entry : entry.substring(0, slash));
        int bits = bytes.length * 8;
        String length = slash < 0 ? "" : entry.substring(slash + 1);
        boolean known = slash < 0 || (length.matches("[0-9]{1,3}") && Integer.parseInt(length) <= bits);
        return bits == 0 || !known
                ? new Network(BigInteger.ZERO, 0, 0)
                : new Network(new BigInteger(1, bytes), bits, slash < 0 ? bits : Integer.parseInt(length));
    }

    private static byte[] bytes(String address) {
        if (!ADDRESS.matcher(address).matches()) {
            return new byte[0];
        }
        try {
            return InetAddress.getByName(address).getAddress();
        } catch (UnknownHostException e) {
            return new byte[0];
        }
    }

    /** Whether somebody who calls from there is let through. */
    public boolean allows(String remote) {
        if (networks.isEmpty()) {
            return true;
        }
        byte[] bytes = bytes(remote);
        BigInteger address = new BigInteger(1, bytes);
        return bytes.length > 0 && networks.stream().anyMatch(network -> network.has(address, bytes.length * 8));
    }
}
