package io.keshu.channels.weixin.inbound;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.HexFormat;
import org.jspecify.annotations.Nullable;

/** WeChat's signature: SHA-1 over the parts, sorted and joined, as hexadecimal digits. */
public final class CallbackSignature {

    private static final int HEX_LENGTH = 40;

    /** Digests are stateful and belong to their thread; each use starts with a reset digest and leaves one behind. */
    private static final ThreadLocal<MessageDigest> SHA1 = ThreadLocal.withInitial(CallbackSignature::newDigest);

    private CallbackSignature() {}

    /** Whether {@code signature} is the one of the parts. Takes the same time wherever they differ. */
    static boolean matches(@Nullable String signature, String... parts) {
        if (signature == null || signature.length() != HEX_LENGTH) {
            return false;
        }
        byte[] claimed;
        try {
            claimed = HexFormat.of().parseHex(signature);
        } catch (IllegalArgumentException e) {
            return false;
        }
        return MessageDigest.isEqual(digest(parts), claimed);
    }

    /** The signature of the parts. */
    public static String sign(String... parts) {
        return HexFormat.of().formatHex(digest(parts));
    }

    private static byte[] digest(String... parts) {
        String[] sorted = parts.clone();
        Arrays.sort(sorted);
        MessageDigest sha1 = SHA1.get();
        sha1.reset();
        for (String part : sorted) {
            sha1.update(part.getBytes(StandardCharsets.UTF_8));
        }
        return sha1.digest();
    }

    private static MessageDigest newDigest() {
        try {
            return MessageDigest.getInstance("SHA-1");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every JDK has SHA-1", e);
        }
    }
}
