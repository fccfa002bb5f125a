package io.keshu.domain.reply;

import io.keshu.channels.api.ChannelAddress;
import io.keshu.channels.api.ChannelType;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/**
 * A way on which a customer can be written to when the conversation's own is closed.
 *
 * @param to where it leads
 * @param freeText whether anything may be written, as opposed to templates only
 * @param templates whether the account has templates
 * @param own whether it leads to the identity that the conversation is with
 */
public record ReplyWay(
        Kind kind, ChannelType channel, ChannelAddress to, boolean freeText, boolean templates, boolean own) {

    /** In the order in which ways are offered. */
    public enum Kind {
        /** By template or subscribe message, to an identity that the customer has. */
        TEMPLATE,
        PHONE,
        MAILBOX
    }

    private static final int ID_BYTES = 12;

    /** Names this way and tells nobody the address: the same for the same account and address. */
    public String id() {
        try {
            byte[] hash = MessageDigest.getInstance("SHA-256")
                    .digest((to.account() + " " + to.user().value()).getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(hash, 0, ID_BYTES);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every JVM has SHA-256", e);
        }
    }
}
