package io.keshu.infra.account;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.util.Base64;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * How secrets are kept.
 *
 * @param dataDir where the hub keeps files, among them the key if none is given
 */
@ConfigurationProperties("keshu")
public record SecretsProperties(
        @DefaultValue(".keshu") Path dataDir, @Nullable Secrets secrets) {

    /** @param key Base64 of 32 bytes; the same on all nodes */
    public record Secrets(@Nullable String key) {}

    /** The cipher with the configured key, or with the one in {@code secret.key} beside the data. */
    public SecretCipher cipher() {
        try {
            return new SecretCipher(key());
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException("keshu.secrets.key must be 32 bytes in Base64", e);
        }
    }

    /**
     * A key for something else than secrets, from which neither the key for secrets nor that for any other purpose can be told.
     *
     * @param purpose of the hub's own choosing; the same one has the same key on all nodes
     */
    public byte[] derivedKey(String purpose) {
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(key(), "HmacSHA256"));
            return mac.doFinal(("keshu " + purpose).getBytes(StandardCharsets.UTF_8));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("This JVM can't derive keys with HMAC-SHA256", e);
        }
    }

    private byte[] key() {
        String given = secrets == null ? null : secrets.key();
        return given == null || given.isBlank()
                ? SecretKeyFile.readOrCreate(dataDir.resolve("secret.key"))
                : Base64.getDecoder().decode(given.strip());
    }
}
