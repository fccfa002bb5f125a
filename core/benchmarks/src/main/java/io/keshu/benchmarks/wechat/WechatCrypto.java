package io.keshu.benchmarks.wechat;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;
import javax.crypto.Cipher;
import javax.crypto.spec.IvParameterSpec;
import javax.crypto.spec.SecretKeySpec;
import org.jspecify.annotations.Nullable;

/** Encryption and signature of one account's calls, both ways. Thread-safe. */
public final class WechatCrypto {

    private static final int RANDOM = 16;
    private static final int HEADER = RANDOM + Integer.BYTES;
    private static final int BLOCK = 32;
    private static final HexFormat HEX = HexFormat.of();

    private static final ThreadLocal<Cipher> AES = ThreadLocal.withInitial(() -> {
        try {
            return Cipher.getInstance("AES/CBC/NoPadding");
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    });

    private static final ThreadLocal<MessageDigest> SHA1 = ThreadLocal.withInitial(() -> {
        try {
            return MessageDigest.getInstance("SHA-1");
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    });

    private final SecretKeySpec key;
    private final IvParameterSpec iv;
    private final byte[] appId;
    private final byte[] token;

    public WechatCrypto(WechatAccount account) {
        byte[] bytes = Base64.getDecoder().decode(account.encodingAesKey() + "=");
        this.key = new SecretKeySpec(bytes, "AES");
        this.iv = new IvParameterSpec(bytes, 0, RANDOM);
        this.appId = account.appId().getBytes(StandardCharsets.US_ASCII);
        this.token = account.token().getBytes(StandardCharsets.US_ASCII);
    }

    /**
     * @param random makes equal messages look different
     * @return Base64, as it stands in {@code Encrypt}
     */
    public byte[] encrypt(long random, byte[] message) {
        int content = HEADER + message.length + appId.length;
        int padding = BLOCK - content % BLOCK;
        byte[] plain = new byte[content + padding];
        ByteBuffer.wrap(plain)
                .putLong(random)
                .putLong(Long.reverse(random))
                .putInt(message.length)
                .put(message)
                .put(appId);
        Arrays.fill(plain, content, plain.length, (byte) padding);
        return Base64.getEncoder().encode(run(Cipher.ENCRYPT_MODE, plain));
    }

    /** @return the message, or null if it was not encrypted for this account */
    public byte @Nullable [] decrypt(byte[] base64) {
        byte[] encrypted;
        try {
            encrypted = Base64.getDecoder().decode(base64);
        } catch (IllegalArgumentException e) {
            return null;
        }
        if (encrypted.length == 0 || encrypted.length % RANDOM != 0) {
            return null;
        }
        byte[] plain = run(Cipher.DECRYPT_MODE, encrypted);
        int end = plain.length - plain[plain.length - 1];
        if (end < HEADER || end >= plain.length) {
            return null;
        }
        int length = ByteBuffer.wrap(plain).getInt(RANDOM);
        if (length < 0
                || length > end - HEADER
                || !MessageDigest.isEqual(Arrays.copyOfRange(plain, HEADER + length, end), appId)) {
            return null;
        }
        return Arrays.copyOfRange(plain, HEADER, HEADER + length);
    }

    /** Over token and parts, sorted and joined; 40 hexadecimal digits. */
    public String signature(byte[]... parts) {
        return HEX.formatHex(digest(parts));
    }

    /** Whether a call's signature is right. */
    public boolean isSigned(@Nullable String signature, byte[]... parts) {
        return signature != null
                && signature.length() == 40
                && MessageDigest.isEqual(
                        signature(parts).getBytes(StandardCharsets.US_ASCII),
                        signature.getBytes(StandardCharsets.US_ASCII));
    }

    private byte[] digest(byte[]... parts) {
        byte[][] all = Arrays.copyOf(parts, parts.length + 1);
        all[parts.length] = token;
        Arrays.sort(all, Arrays::compareUnsigned);
        MessageDigest sha1 = SHA1.get();
        for (byte[] part : all) {
            sha1.update(part);
        }
        return sha1.digest();
    }

    private byte[] run(int mode, byte[] input) {
        try {
            Cipher cipher = AES.get();
            cipher.init(mode, key, iv);
            return cipher.doFinal(input);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }
}
