package io.keshu.channels.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.InetAddress;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PublicAddressesTest {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "127.0.0.1",
                "127.255.0.9",
                "0.0.0.0",
                "10.0.0.1",
                "100.64.0.1",
                "100.127.255.255",
                "169.254.169.254",
                "172.16.0.1",
                "172.31.255.255",
                "192.168.1.1",
                "192.0.0.1",
                "192.0.2.1",
                "198.18.0.1",
                "198.19.0.1",
                "198.51.100.7",
                "203.0.113.9",
                "224.0.0.1",
                "239.1.1.1",
                "240.0.0.1",
                "255.255.255.255",
                "::",
                "::1",
                "fe80::1",
                "fec0::1",
                "fc00::1",
                "fd12:3456::1",
                "ff02::1",
                "::ffff:10.0.0.1",
                "::127.0.0.1",
                "64:ff9b::10.0.0.1",
                "2002:7f00:1::1",
                "2001:db8::1",
                "2001::1",
                "2001:20::1",
                "3fff::1",
                "4000::1"
            })
    void what_belongs_to_some_network_of_its_own_is_not_public(String address) throws Exception {
        assertThat(PublicAddresses.isPublic(InetAddress.getAllByName(address)[0]))
                .isFalse();
        assertThatThrownBy(() -> PublicAddresses.of(address)).isInstanceOf(PublicAddresses.NotPublicException.class);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "1.1.1.1",
                "9.255.255.255",
                "11.0.0.1",
                "100.63.255.255",
                "100.128.0.1",
                "172.15.0.1",
                "172.32.0.1",
                "192.167.1.1",
                "198.17.255.255",
                "198.20.0.1",
                "223.255.255.255",
                "2606:4700::1111",
                "2400:3200::1",
                "64:ff9b::1.1.1.1",
                "2002:101:101::1",
                "2001:4860:4860::8888"
            })
    void what_anybody_may_call_is_public(String address) throws Exception {
        assertThat(PublicAddresses.of(address)).hasSize(1);
    }

    @Test
    void a_name_is_as_public_as_its_addresses() {
        assertThatThrownBy(() -> PublicAddresses.of("localhost"))
                .isInstanceOf(PublicAddresses.NotPublicException.class);
        // Written as one number, and as two.
        assertThatThrownBy(() -> PublicAddresses.of("2130706433")).isInstanceOf(java.net.UnknownHostException.class);
        assertThatThrownBy(() -> PublicAddresses.of("127.1")).isInstanceOf(java.net.UnknownHostException.class);
    }
}
