package io.keshu.channels.email.config;

import java.net.URI;

/**
 * What the mailbox's owner has consented to, by which access tokens are had.
 *
 * @param tokenEndpoint where they are had
 * @param clientSecret empty for an application that has none
 */
public record OAuthGrant(URI tokenEndpoint, String clientId, String clientSecret, String refreshToken) {

    /** Leaves secrets out: records end up in logs. */
    @Override
    public String toString() {
        return "OAuthGrant[" + tokenEndpoint + ", " + clientId + "]";
    }
}
