package io.keshu.channels.api;

import java.util.Map;
import java.util.Optional;

/**
 * One account's configuration as its channel reads it.
 *
 * @param key the public part of the webhook's address, unique within the type
 * @param settings values of the descriptor's plain fields
 * @param secrets values of its secret fields, decrypted
 * @param version grows with every change
 * @param secretsReadable false if what is stored was encrypted with another key: the account is switched off then and shows none
 */
public record ChannelAccount(
        ChannelAccountId id,
        ChannelType type,
        String key,
        String name,
        boolean enabled,
        Map<String, String> settings,
        Map<String, String> secrets,
        long version,
        boolean secretsReadable) {

    /** An account whose secrets can be read. */
    public ChannelAccount(
            ChannelAccountId id,
            ChannelType type,
            String key,
            String name,
            boolean enabled,
            Map<String, String> settings,
            Map<String, String> secrets,
            long version) {
        this(id, type, key, name, enabled, settings, secrets, version, true);
    }

    public ChannelAccount {
        settings = Map.copyOf(settings);
        secrets = Map.copyOf(secrets);
    }

    /** The setting, unless absent or blank. */
    public Optional<String> setting(String name) {
        return Optional.ofNullable(settings.get(name)).filter(value -> !value.isBlank());
    }

    /** The secret, unless absent or blank. */
    public Optional<String> secret(String name) {
        return Optional.ofNullable(secrets.get(name)).filter(value -> !value.isBlank());
    }

    /** Leaves secrets out: records end up in logs. */
    @Override
    public String toString() {
        return "ChannelAccount[" + id + " " + type + "/" + key + " v" + version + (enabled ? "]" : " disabled]");
    }
}
