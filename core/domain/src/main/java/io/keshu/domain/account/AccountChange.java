package io.keshu.domain.account;

import io.keshu.channels.api.ChannelAccount;
import io.keshu.channels.api.ChannelAccountId;
import io.keshu.domain.agent.AgentId;
import java.time.Instant;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * What was done to an account. A field that changed is in {@code before}, in {@code after} or in both, wherever it had a value:
 * {@code name}, {@code enabled}, {@code settings.<field>} or {@code secrets.<field>}. Of secrets the value is empty: whether there was one
 * is all that is told.
 *
 * @param version the account's from then on
 * @param name the account's from then on; the last one where it was deleted
 * @param by null where the hub itself did it, since configuration says so
 */
public record AccountChange(
        ChannelAccountId account,
        long version,
        Action action,
        String name,
        @Nullable AgentId by,
        Instant at,
        Map<String, String> before,
        Map<String, String> after) {

    private static final String ENABLED = "enabled";

    public AccountChange {
        before = Map.copyOf(before);
        after = Map.copyOf(after);
    }

    /** What was done. */
    public enum Action {
        CREATED,
        CHANGED,
        ENABLED,
        DISABLED,
        DELETED
    }

    /** Where a page of changes ended. The next begins with what was done before. */
    public record Position(Instant at, ChannelAccountId account, long version) {}

    public Position position() {
        return new Position(at, account, version);
    }

    /**
     * What makes one of the other.
     *
     * @param stored null for a new account
     * @param wanted with the version that it will have
     */
    public static AccountChange between(
            @Nullable ChannelAccount stored, ChannelAccount wanted, @Nullable AgentId by, Instant at) {
        Map<String, String> before = stored == null ? new TreeMap<>() : fields(stored);
        Map<String, String> after = fields(wanted);
        Map<String, String> was = new TreeMap<>();
        Map<String, String> is = new TreeMap<>();
        before.forEach((field, value) -> keepUnlessSame(field, value, after.get(field), was));
        after.forEach((field, value) -> keepUnlessSame(field, value, before.get(field), is));
        Action action = Action.CREATED;
        if (stored != null) {
            boolean nothingElse = is.size() == 1 && is.containsKey(ENABLED) && was.size() == 1;
            action = !nothingElse ? Action.CHANGED : wanted.enabled() ? Action.ENABLED : Action.DISABLED;
        }
        return new AccountChange(
                wanted.id(), wanted.version(), action, wanted.name(), by, at, withoutSecrets(was), withoutSecrets(is));
    }

    /** That an account was deleted. */
    public static AccountChange deletion(ChannelAccount stored, @Nullable AgentId by, Instant at) {
        return new AccountChange(
                stored.id(),
                stored.version() + 1,
                Action.DELETED,
                stored.name(),
                by,
                at,
                withoutSecrets(fields(stored)),
                Map.of());
    }

    private static Map<String, String> fields(ChannelAccount account) {
        Map<String, String> fields = new TreeMap<>();
        fields.put("name", account.name());
        fields.put(ENABLED, String.valueOf(account.enabled()));
        account.settings().forEach((field, value) -> fields.put("settings." + field, value));
        account.secrets().forEach((field, value) -> fields.put("secrets." + field, value));
        return fields;
    }

    private static void keepUnlessSame(String field, String value, @Nullable String other, Map<String, String> kept) {
        if (!Objects.equals(value, other)) {
            kept.put(field, value);
        }
    }

    private static Map<String, String> withoutSecrets(Map<String, String> fields) {
        Map<String, String> told = new TreeMap<>(fields);
        told.replaceAll((field, value) -> field.startsWith("secrets.") ? "" : value);
        return told;
    }

    /** Names fields only: records end up in logs. */
    @Override
    public String toString() {
        return "AccountChange[" + account + " v" + version + " " + action + " " + before.keySet() + " " + after.keySet()
                + "]";
    }
}
