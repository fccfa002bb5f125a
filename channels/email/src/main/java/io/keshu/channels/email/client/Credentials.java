package io.keshu.channels.email.client;

/**
 * What a mail server is told of who asks.
 *
 * @param secret a password, or an access token
 * @param token whether it is an access token, hence told by XOAUTH2
 */
record Credentials(String username, String secret, boolean token) {

    /** Leaves the secret out: records end up in logs. */
    @Override
    public String toString() {
        return "Credentials[" + username + "]";
    }
}
