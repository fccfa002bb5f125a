package io.keshu.infra.account;

import io.keshu.channels.api.AccountKeys;
import java.nio.file.Path;
import java.util.Base64;
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

    /** Keys of accounts, derived from the same. */
    public AccountKeys accountKeys() {
        return new DerivedKeys(cipher());
    }

    /** The cipher with the configured key, or with the one in {@code secret.key} beside the data. */
    public SecretCipher cipher() {
        String given = secrets == null ? null : secrets.key();
        if (given == null || given.isBlank()) {
            return new SecretCipher(SecretKeyFile.readOrCreate(dataDir.resolve("secret.key")));
        }
        try {
            return new SecretCipher(Base64.getDecoder().decode(given.strip()));
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
        return cipher().derive(purpose);
    }
}
