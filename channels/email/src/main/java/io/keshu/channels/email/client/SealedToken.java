package io.keshu.channels.email.client;

import io.keshu.channels.email.config.OAuthGrant;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.Arrays;
import java.util.Base64;
import java.util.Optional;
import javax.crypto.Cipher;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.SecretKeySpec;

/**
 * Tokens as they are kept for other nodes and the next start: encrypted by what was entered with the account, so that nobody reads them
 * who can't read the account's secrets, and nothing that was had by an earlier consent is ever used after another was entered.
 */
final class SealedToken {

    private static final SecureRandom RANDOM = new SecureRandom();
    private static final int NONCE = 12;
    private static final int TAG_BITS = 128;

    private SealedToken() {}

    /**
     * @param access the token that mail servers take
     * @param refresh what the next one is had by; some providers give another each time
     */
    record Token(String access, Instant expiresAt, String refresh) {

        @Override
        public String toString() {
            return "Token[until " + expiresAt + "]";
        }
    }

    static String seal(OAuthGrant grant, Token token) {
        byte[] nonce = new byte[NONCE];
        RANDOM.nextBytes(nonce);
        String plain = token.expiresAt().getEpochSecond() + "\n" + token.access() + "\n" + token.refresh();
        try {
            byte[] sealed = cipher(Cipher.ENCRYPT_MODE, grant, nonce).doFinal(plain.getBytes(StandardCharsets.UTF_8));
            byte[] all = Arrays.copyOf(nonce, NONCE + sealed.length);
            System.arraycopy(sealed, 0, all, NONCE, sealed.length);
            return Base64.getEncoder().encodeToString(all);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("AES-GCM must be there", e);
        }
    }

    /** Empty if it was had by another consent. */
    static Optional<Token> open(OAuthGrant grant, String sealed) {
        try {
            byte[] all = Base64.getDecoder().decode(sealed);
            byte[] nonce = Arrays.copyOf(all, NONCE);
            byte[] plain =
                    cipher(Cipher.DECRYPT_MODE, grant, nonce).doFinal(all, NONCE, Math.max(0, all.length - NONCE));
            String[] parts = new String(plain, StandardCharsets.UTF_8).split("\n", 3);
            return Optional.of(new Token(parts[1], Instant.ofEpochSecond(Long.parseLong(parts[0])), parts[2]));
        } catch (GeneralSecurityException | IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    private static Cipher cipher(int mode, OAuthGrant grant, byte[] nonce) throws GeneralSecurityException {
        String secrets = String.join(
                "\n",
                "keshu.oauth.1",
                grant.tokenEndpoint().toString(),
                grant.clientId(),
                grant.clientSecret(),
                grant.refreshToken());
        byte[] key = MessageDigest.getInstance("SHA-256").digest(secrets.getBytes(StandardCharsets.UTF_8));
        Cipher cipher = Cipher.getInstance("AES/GCM/NoPadding");
        cipher.init(mode, new SecretKeySpec(key, "AES"), new GCMParameterSpec(TAG_BITS, nonce));
        return cipher;
    }
}
