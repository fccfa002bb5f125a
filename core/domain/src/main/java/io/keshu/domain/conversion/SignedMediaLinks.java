package io.keshu.domain.conversion;

import io.keshu.channels.api.MediaId;
import java.nio.ByteBuffer;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.Base64;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * Addresses of media that carry their own permission: which media, until when, and 128 bits of an HMAC-SHA256 of both, 38 characters in all
 * so that a short message holds them. Nothing is stored, so any node tells a true one from a forged one before it asks the database. Thread-safe.
 */
public final class SignedMediaLinks implements MediaLinks {

    /** The path that the tokens stand behind. */
    public static final String PATH = "/m/";

    private static final String HMAC = "HmacSHA256";
    private static final int STATED = Long.BYTES + Integer.BYTES;
    private static final int SIGNATURE = 16;

    private final SecretKeySpec key;
    private final HubAddress address;
    private final Duration valid;
    private final long maxBytes;
    private final Clock clock;

    /**
     * @param key the same on all nodes, used for nothing else
     * @param valid how long an address is good for, at least a second
     * @param maxBytes the largest media that agents may upload to be sent this way
     */
    public SignedMediaLinks(byte[] key, HubAddress address, Duration valid, long maxBytes, Clock clock) {
        if (valid.toSeconds() < 1 || maxBytes < 1) {
            throw new IllegalArgumentException("Links must be good for a second at least, and to a byte: " + valid);
        }
        this.key = new SecretKeySpec(key, HMAC);
        this.address = address;
        this.valid = valid;
        this.maxBytes = maxBytes;
        this.clock = clock;
    }

    /** What a token turned out to be. */
    public sealed interface Token {

        /** @param until when it runs out */
        record Good(MediaId media, Instant until) implements Token {}

        /** The hub made it, and its time is over. */
        record Expired() implements Token {}

        /** The hub did not make it. */
        record Forged() implements Token {}
    }

    @Override
    public String to(MediaId media) {
        byte[] stated = ByteBuffer.allocate(STATED)
                .putLong(media.value())
                .putInt((int) clock.instant().plus(valid).getEpochSecond())
                .array();
        byte[] whole = Arrays.copyOf(stated, STATED + SIGNATURE);
        System.arraycopy(signature(stated), 0, whole, STATED, SIGNATURE);
        return address.url() + PATH + Base64.getUrlEncoder().withoutPadding().encodeToString(whole);
    }

    public Token read(String token) {
        byte[] whole;
        try {
            whole = Base64.getUrlDecoder().decode(token);
        } catch (IllegalArgumentException e) {
            return new Token.Forged();
        }
        if (whole.length != STATED + SIGNATURE
                || !MessageDigest.isEqual(
                        signature(Arrays.copyOf(whole, STATED)), Arrays.copyOfRange(whole, STATED, whole.length))) {
            return new Token.Forged();
        }
        ByteBuffer stated = ByteBuffer.wrap(whole);
        MediaId media = new MediaId(stated.getLong());
        Instant until = Instant.ofEpochSecond(Integer.toUnsignedLong(stated.getInt()));
        return clock.instant().isBefore(until) ? new Token.Good(media, until) : new Token.Expired();
    }

    public Duration valid() {
        return valid;
    }

    public long maxBytes() {
        return maxBytes;
    }

    private byte[] signature(byte[] stated) {
        try {
            Mac mac = Mac.getInstance(HMAC);
            mac.init(key);
            return Arrays.copyOf(mac.doFinal(stated), SIGNATURE);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("This JVM can't sign with " + HMAC, e);
        }
    }
}
