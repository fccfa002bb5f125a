package io.keshu.console;

import java.net.URI;
import org.springframework.boot.context.properties.ConfigurationProperties;

/**
 * Settings of the hub as a whole.
 *
 * @param publicUrl where browsers and providers reach the hub, without a slash at the end
 */
@ConfigurationProperties("keshu")
public record HubProperties(URI publicUrl) {

    public HubProperties {
        if (publicUrl.getHost() == null || !publicUrl.toString().startsWith("http")) {
            throw new IllegalArgumentException("keshu.public-url must be an http or https address: " + publicUrl);
        }
        String text = publicUrl.toString();
        publicUrl = URI.create(text.endsWith("/") ? text.substring(0, text.length() - 1) : text);
    }

    /** Whether browsers come over TLS. */
    public boolean https() {
        return "https".equals(publicUrl.getScheme());
    }

    /** Scheme, host and port, as browsers write an origin. */
    public String origin() {
        return publicUrl.getScheme() + "://" + publicUrl.getRawAuthority();
    }
}
