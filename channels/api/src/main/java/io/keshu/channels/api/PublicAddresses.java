package io.keshu.channels.api;

import java.net.Inet4Address;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Arrays;
import java.util.List;

/**
 * Keeps the hub from calling machines of its own network on a stranger's word. Whoever fetches an address that somebody else wrote
 * resolves its host here and connects to what came back, not to the name once more: the name may lead elsewhere the next time. The same
 * goes for every address that an answer leads on to.
 *
 * <p>What is not public follows the special-purpose registries of IANA for IPv4 and IPv6.
 */
public final class PublicAddresses {

    private static final List<int[]> IPV4_RESERVED = List.of(
            // First address, and how many bits of it count.
            new int[] {0x00000000, 8},
            new int[] {0x0a000000, 8},
            new int[] {0x64400000, 10},
            new int[] {0x7f000000, 8},
            new int[] {0xa9fe0000, 16},
            new int[] {0xac100000, 12},
            new int[] {0xc0000000, 24},
            new int[] {0xc0000200, 24},
            new int[] {0xc0586300, 24},
            new int[] {0xc0a80000, 16},
            new int[] {0xc6120000, 15},
            new int[] {0xc6336400, 24},
            new int[] {0xcb007100, 24},
            new int[] {0xe0000000, 3});

    private PublicAddresses() {}

    /** The host is, or leads to, an address that is not public. */
    public static final class NotPublicException extends UnknownHostException {

        private static final long serialVersionUID = 1L;

        NotPublicException(String host) {
            super("Not a public address: " + host);
        }
    }

    /**
     * Where the host is now.
     *
     * @param host a name or an address
     * @throws NotPublicException if any of its addresses is not public, whatever the others are
     * @throws UnknownHostException if there is no such host
     */
    public static List<InetAddress> of(String host) throws UnknownHostException {
        InetAddress[] all = InetAddress.getAllByName(host);
        for (InetAddress one : all) {
            if (!isPublic(one)) {
                throw new NotPublicException(host);
            }
        }
        return List.copyOf(Arrays.asList(all));
    }

    /** Whether the address belongs to the public internet. */
    public static boolean isPublic(InetAddress address) {
        byte[] bytes = address.getAddress();
        if (address instanceof Inet4Address) {
            return isPublic4(bytes, 0);
        }
        return address instanceof Inet6Address && isPublic6(bytes);
    }

    private static boolean isPublic4(byte[] bytes, int from) {
        int value = (bytes[from] & 0xff) << 24
                | (bytes[from + 1] & 0xff) << 16
                | (bytes[from + 2] & 0xff) << 8
                | (bytes[from + 3] & 0xff);
        return IPV4_RESERVED.stream().noneMatch(range -> (value ^ range[0]) >>> (32 - range[1]) == 0);
    }

    private static boolean isPublic6(byte[] bytes) {
        int first = (bytes[0] & 0xff) << 8 | (bytes[1] & 0xff);
        int second = (bytes[2] & 0xff) << 8 | (bytes[3] & 0xff);
        if (first == 0x64 && second == 0xff9b && bytes[4] == 0 && bytes[5] == 0) {
            // NAT64: the IPv4 address is at the end.
            return isPublic4(bytes, 12);
        }
        if (first == 0x2002) {
            // 6to4: the IPv4 address follows.
            return isPublic4(bytes, 2);
        }
        boolean protocols = first == 0x2001 && second < 0x200;
        boolean documentation = (first == 0x2001 && second == 0xdb8) || (first == 0x3fff && second < 0x1000);
        // Nothing but 2000::/3 is handed out to anybody.
        return (first & 0xe000) == 0x2000 && !protocols && !documentation;
    }
}
