package io.keshu.channels.sandbox.world;

import java.security.SecureRandom;
import java.util.HexFormat;

/** Makes up what WeChat would make up. */
public final class AccountNames {

    private static final String LETTERS = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789";
    private static final SecureRandom RANDOM = new SecureRandom();

    private AccountNames() {}

    /** An account with an appid, an original id and secrets of its own, in secure mode, that is pushed nowhere. */
    public static AccountSettings account(String name) {
        return new AccountSettings(
                "wx" + hex(8),
                name,
                "gh_" + hex(6),
                hex(16),
                letters(32),
                letters(42) + "A",
                PushMode.SECURE,
                null,
                true);
    }

    /** An openid: 28 characters that begin with an o. */
    public static String openid() {
        return "o" + letters(27);
    }

    private static String hex(int bytes) {
        byte[] random = new byte[bytes];
        RANDOM.nextBytes(random);
        return HexFormat.of().formatHex(random);
    }

    private static String letters(int count) {
        StringBuilder text = new StringBuilder(count);
        for (int i = 0; i < count; i++) {
            text.append(LETTERS.charAt(RANDOM.nextInt(LETTERS.length())));
        }
        return text.toString();
    }
}
