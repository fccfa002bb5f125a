package io.keshu.channels.sms.convert;

import io.keshu.channels.api.ExternalMessageId;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/** Ids of what comes in, each prefixed with its kind. */
public final class Ids {

    private static final int DIGITS = 32;
    private static final int LONGEST_GIVEN = 100;

    private Ids() {}

    /** From an id that the provider gave; a long one is hashed. */
    public static ExternalMessageId given(String kind, String id) {
        return new ExternalMessageId(kind + ":" + (id.length() <= LONGEST_GIVEN ? id : hash(id)));
    }

    /** From all that tells one message from another where there is no id. */
    public static ExternalMessageId derived(String kind, String... parts) {
        return new ExternalMessageId(kind + ":" + hash(parts));
    }

    /** Equal for equal parts, and for no others that are likely. */
    public static String hash(String... parts) {
        return hash(String.join("\u0000", parts).getBytes(StandardCharsets.UTF_8));
    }

    /** As {@link #hash(String...)}. */
    public static String hash(byte[] bytes) {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(bytes);
            return HexFormat.of().formatHex(digest).substring(0, DIGITS);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every JDK has SHA-256", e);
        }
    }
}
