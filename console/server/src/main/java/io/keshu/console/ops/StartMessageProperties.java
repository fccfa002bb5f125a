package io.keshu.console.ops;

import java.util.Map;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * What else the start message tells.
 *
 * @param addresses by any name: {@code keshu.start-message.addresses.<name>.label|url}
 */
@ConfigurationProperties("keshu.start-message")
record StartMessageProperties(@DefaultValue Map<String, Address> addresses) {

    /** An address of something that came up with the hub. */
    record Address(String label, String url) {}
}
