package io.keshu.infra.account;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.util.Base64;
import javax.crypto.Cipher;
import javax.crypto.Mac;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.SecretKeySpec;

/**
 * Encrypts secrets for the database: AES-256-GCM with a random 96-bit nonce, bound to the row that they belong to, so that they can be
 * neither read nor moved to another account. Thread-safe.
 */
public final class SecretCipher {

    /** The key's length in bytes. */
    public static final int KEY_LENGTH = 32;

    private static final byte FORMAT = 1;
    private static final int NONCE_LENGTH = 12;
    private static final int TAG_BITS = 128;
    private static final SecureRandom RANDOM = new SecureRandom();

    private final SecretKeySpec key;

    /** @throws IllegalArgumentException if the key does not have {@value #KEY_LENGTH} bytes */
    public SecretCipher(byte[] key) {
        if (key.length != KEY_LENGTH) {
            throw new IllegalArgumentException("The key for secrets must have " + KEY_LENGTH + " bytes");
        }
        this.key = new SecretKeySpec(key, "AES");
    }

    /** Another key that follows from this one; equal for equal labels. */
    byte[] derive(String label) {
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(key.getEncoded(), "HmacSHA256"));
            return mac.doFinal(("keshu/" + label).getBytes(StandardCharsets.UTF_8));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("This JVM can't sign with HMAC-SHA256", e);
        }
    }

    String encrypt(String text, long owner) {
        byte[] nonce = new byte[NONCE_LENGTH];
        RANDOM.nextBytes(nonce);
        try {
            Cipher cipher = cipher(Cipher.ENCRYPT_MODE, nonce, owner);
            byte[] encrypted = cipher.doFinal(text.getBytes(StandardCharsets.UTF_8));
            ByteBuffer whole = ByteBuffer.allocate(1 + NONCE_LENGTH + encrypted.length);
            whole.put(FORMAT).put(nonce).put(encrypted);
            return Base64.getEncoder().encodeToString(whole.array());
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("This JVM can't encrypt with AES-GCM", e);
        }
    }

    /** @throws GeneralSecurityException if it was encrypted with another key, for another owner, or was changed */
    String decrypt(String encrypted, long owner) throws GeneralSecurityException {
        byte[] whole;
        try {
            whole = Base64.getDecoder().decode(encrypted);
        } catch (IllegalArgumentException e) {
            throw new GeneralSecurityException("Not Base64", e);
        }
        if (whole.length < 1 + NONCE_LENGTH || whole[0] != FORMAT) {
            throw new GeneralSecurityException("Not in a known format");
        }
        byte[] nonce = new byte[NONCE_LENGTH];
        System.arraycopy(whole, 1, nonce, 0, NONCE_LENGTH);
        Cipher cipher = cipher(Cipher.DECRYPT_MODE, nonce, owner);
        int from = 1 + NONCE_LENGTH;
        return new String(cipher.doFinal(whole, from, whole.length - from), StandardCharsets.UTF_8);
    }

    private Cipher cipher(int mode, byte[] nonce, long owner) throws GeneralSecurityException {
        Cipher cipher = Cipher.getInstance("AES/GCM/NoPadding");
        cipher.init(mode, key, new GCMParameterSpec(TAG_BITS, nonce));
        cipher.updateAAD(ByteBuffer.allocate(Long.BYTES).putLong(owner).array());
        return cipher;
    }
}
