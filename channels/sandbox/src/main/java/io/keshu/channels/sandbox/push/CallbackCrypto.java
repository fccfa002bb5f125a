package io.keshu.channels.sandbox.push;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.Base64;
import javax.crypto.Cipher;
import javax.crypto.spec.IvParameterSpec;
import javax.crypto.spec.SecretKeySpec;

/**
 * The encryption of pushes and of answers to them: AES-256-CBC with the key's beginning as its start, padded to blocks of 32 bytes; inside,
 * 16 random bytes, the length, the message, the appid.
 */
final class CallbackCrypto {

    private static final int RANDOM_LENGTH = 16;
    private static final int BLOCK = 32;
    private static final SecureRandom RANDOM = new SecureRandom();

    private final SecretKeySpec key;
    private final IvParameterSpec start;
    private final byte[] appId;

    /** @throws IllegalArgumentException if the key is not 43 characters of Base64 */
    CallbackCrypto(String encodingAesKey, String appId) {
        byte[] bytes = Base64.getDecoder().decode(encodingAesKey + "=");
        if (bytes.length != 32) {
            throw new IllegalArgumentException("An EncodingAESKey has 43 characters");
        }
        this.key = new SecretKeySpec(bytes, "AES");
        this.start = new IvParameterSpec(bytes, 0, 16);
        this.appId = appId.getBytes(StandardCharsets.UTF_8);
    }

    String encrypt(String message) {
        byte[] random = new byte[RANDOM_LENGTH];
        RANDOM.nextBytes(random);
        return encrypt(random, message);
    }

    String encrypt(byte[] random, String message) {
        byte[] text = message.getBytes(StandardCharsets.UTF_8);
        ByteArrayOutputStream plain = new ByteArrayOutputStream();
        plain.writeBytes(random);
        plain.writeBytes(ByteBuffer.allocate(4).putInt(text.length).array());
        plain.writeBytes(text);
        plain.writeBytes(appId);
        int padding = BLOCK - plain.size() % BLOCK;
        byte[] padded = Arrays.copyOf(plain.toByteArray(), plain.size() + padding);
        Arrays.fill(padded, plain.size(), padded.length, (byte) padding);
        try {
            return Base64.getEncoder().encodeToString(run(Cipher.ENCRYPT_MODE, padded));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("Whole blocks can always be encrypted", e);
        }
    }

    /** @throws BadAnswerException if it is not encrypted by this key for this appid */
    String decrypt(String encrypted) throws BadAnswerException {
        byte[] padded;
        try {
            padded = run(Cipher.DECRYPT_MODE, Base64.getDecoder().decode(encrypted));
        } catch (GeneralSecurityException | IllegalArgumentException e) {
            throw new BadAnswerException("does not decrypt");
        }
        int padding = padded.length == 0 ? 0 : padded[padded.length - 1];
        int end = padded.length - padding;
        if (padding < 1 || padding > BLOCK || end < RANDOM_LENGTH + 4) {
            throw new BadAnswerException("bad padding");
        }
        int length = ByteBuffer.wrap(padded, RANDOM_LENGTH, 4).getInt();
        int from = RANDOM_LENGTH + 4;
        if (length < 0 || length > end - from) {
            throw new BadAnswerException("bad length");
        }
        if (!Arrays.equals(padded, from + length, end, appId, 0, appId.length)) {
            throw new BadAnswerException("encrypted for another appid");
        }
        return new String(padded, from, length, StandardCharsets.UTF_8);
    }

    private byte[] run(int mode, byte[] input) throws GeneralSecurityException {
        Cipher cipher = Cipher.getInstance("AES/CBC/NoPadding");
        cipher.init(mode, key, start);
        return cipher.doFinal(input);
    }
}
