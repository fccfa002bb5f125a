package io.keshu.console;

import io.keshu.domain.conversion.HubAddress;
import java.net.URI;
import org.springframework.core.env.Environment;
import org.springframework.stereotype.Component;

/** Where browsers and providers reach the hub, once it listens: a port that was left to the system is known by then. */
@Component
public final class PublicAddress implements HubAddress {

    private final HubProperties hub;
    private final Environment environment;

    public PublicAddress(HubProperties hub, Environment environment) {
        this.hub = hub;
        this.environment = environment;
    }

    /** Without a slash at the end. */
    @Override
    public String url() {
        URI stated = hub.publicUrl();
        String port = environment.getProperty("local.server.port");
        return stated.getPort() == 0 && port != null
                ? stated.getScheme() + "://" + stated.getHost() + ":" + port + stated.getRawPath()
                : stated.toString();
    }
}
