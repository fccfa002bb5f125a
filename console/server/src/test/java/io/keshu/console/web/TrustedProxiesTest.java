package io.keshu.console.web;

import static org.assertj.core.api.Assertions.assertThat;

import io.keshu.console.ConsoleTest;
import java.util.Arrays;
import org.apache.catalina.valves.RemoteIpValve;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.tomcat.TomcatWebServer;
import org.springframework.boot.web.server.servlet.context.ServletWebServerApplicationContext;

/** Whose word is taken for where a browser is. */
class TrustedProxiesTest extends ConsoleTest {

    @Autowired
    private ServletWebServerApplicationContext context;

    private String trusted() {
        TomcatWebServer server = (TomcatWebServer) context.getWebServer();
        return Arrays.stream(server.getTomcat().getEngine().getPipeline().getValves())
                .filter(RemoteIpValve.class::isInstance)
                .map(valve -> ((RemoteIpValve) valve).getInternalProxies())
                .findFirst()
                .orElseThrow();
    }

    @ParameterizedTest
    @ValueSource(strings = {"10.1.2.3", "192.168.1.1", "172.16.0.9", "169.254.1.1", "100.64.0.1", "8.8.8.8", "fd00::1"})
    void aNeighbourIsNotBelieved(String address) {
        assertThat(address).doesNotMatch(trusted());
    }

    @Test
    void aProxyOnThisMachineIs() {
        assertThat(new String[] {"127.0.0.1", "127.1.2.3", "::1", "0:0:0:0:0:0:0:1"})
                .allMatch(address -> address.matches(trusted()));
    }
}
