package io.keshu.channels.weixin.inbound;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.Base64;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import javax.crypto.Cipher;
import javax.crypto.spec.IvParameterSpec;
import javax.crypto.spec.SecretKeySpec;

/**
 * WeChat's encryption of one account: AES-256-CBC, the key's first half as initialisation vector, PKCS#7 padding to blocks of 32 bytes,
 * over 16 random bytes, the message's length, the message and the AppID. Thread-safe.
 */
public final class CallbackCipher {

    /** How an attempt to decrypt ended. */
    sealed interface Decrypted {
        /** @param text of the message */
        record Message(String text) implements Decrypted {}

        /** Encrypted for another account. */
        record WrongApp() implements Decrypted {}

        /** Not something that this key encrypted. */
        record Broken() implements Decrypted {}
    }

    private static final int KEY_LENGTH = 43;
    private static final int RANDOM_LENGTH = 16;
    private static final int HEADER = RANDOM_LENGTH + Integer.BYTES;
    private static final int AES_BLOCK = 16;
    private static final int PADDING_BLOCK = 32;

    /** Ciphers are stateful and costly to look up, and keep what they derived from the last key: as many as were used at the same time. */
    private final Queue<Cipher> ciphers = new ConcurrentLinkedQueue<>();

    private final SecretKeySpec key;
    private final IvParameterSpec iv;
    private final byte[] appId;

    private CallbackCipher(byte[] key, String appId) {
        this.key = new SecretKeySpec(key, "AES");
        this.iv = new IvParameterSpec(key, 0, AES_BLOCK);
        this.appId = appId.getBytes(StandardCharsets.UTF_8);
    }

    /** The cipher of the account, unless its EncodingAESKey is missing or malformed. */
    static Optional<CallbackCipher> of(String encodingAesKey, String appId) {
        if (encodingAesKey.length() != KEY_LENGTH) {
            return Optional.empty();
        }
        try {
            // The 43 characters carry 258 bits; WeChat's own servers ignore the two left over, and so does this
            // decoder.
            return Optional.of(new CallbackCipher(Base64.getDecoder().decode(encodingAesKey + "="), appId));
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    Decrypted decrypt(String base64) {
        byte[] plain;
        try {
            byte[] encrypted = Base64.getDecoder().decode(base64.strip());
            if (encrypted.length == 0 || encrypted.length % AES_BLOCK != 0) {
                return new Decrypted.Broken();
            }
            plain = run(Cipher.DECRYPT_MODE, encrypted);
        } catch (IllegalArgumentException e) {
            return new Decrypted.Broken();
        }
        int padding = plain[plain.length - 1];
        int end = plain.length - padding;
        if (padding < 1 || padding > PADDING_BLOCK || end < HEADER || !isPadding(plain, end, padding)) {
            return new Decrypted.Broken();
        }
        int length = ByteBuffer.wrap(plain).getInt(RANDOM_LENGTH);
        if (length < 0 || length > end - HEADER) {
            return new Decrypted.Broken();
        }
        byte[] recipient = Arrays.copyOfRange(plain, HEADER + length, end);
        if (!MessageDigest.isEqual(recipient, appId)) {
            return new Decrypted.WrongApp();
        }
        return new Decrypted.Message(new String(plain, HEADER, length, StandardCharsets.UTF_8));
    }

    private static boolean isPadding(byte[] plain, int from, int value) {
        for (int i = from; i < plain.length; i++) {
            if (plain[i] != value) {
                return false;
            }
        }
        return true;
    }

    /** @param random 16 bytes that make equal messages look different */
    public String encrypt(byte[] random, String text) {
        byte[] message = text.getBytes(StandardCharsets.UTF_8);
        int content = HEADER + message.length + appId.length;
        int padding = PADDING_BLOCK - content % PADDING_BLOCK;
        ByteBuffer plain = ByteBuffer.allocate(content + padding);
        plain.put(random, 0, RANDOM_LENGTH).putInt(message.length).put(message).put(appId);
        Arrays.fill(plain.array(), content, content + padding, (byte) padding);
        return Base64.getEncoder().encodeToString(run(Cipher.ENCRYPT_MODE, plain.array()));
    }

    private byte[] run(int mode, byte[] input) {
        try {
            Cipher idle = ciphers.poll();
            Cipher cipher = idle == null ? newCipher() : idle;
            cipher.init(mode, key, iv);
            byte[] output = cipher.doFinal(input);
            ciphers.add(cipher);
            return output;
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("Whole blocks without padding can't fail", e);
        }
    }

    private static Cipher newCipher() {
        try {
            return Cipher.getInstance("AES/CBC/NoPadding");
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("Every JDK has AES/CBC/NoPadding", e);
        }
    }
}
