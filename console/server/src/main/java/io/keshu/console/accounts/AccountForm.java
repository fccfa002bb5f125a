package io.keshu.console.accounts;

import io.keshu.channels.api.AccountDescriptor;
import io.keshu.channels.api.AccountDescriptor.Field;
import io.keshu.channels.api.AccountDescriptor.Kind;
import io.keshu.channels.api.AccountDescriptor.RequiredWhen;
import io.keshu.channels.api.ChannelAccount;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * An account as somebody filled it in, checked against its channel's descriptor without knowing the channel.
 *
 * @param settings without blank values, and with the descriptor's defaults
 * @param secrets those given now, without blank values
 * @param cleared names of secrets that are to have no value any more: those given as blank
 */
record AccountForm(
        AccountDescriptor descriptor,
        String key,
        String name,
        Map<String, String> settings,
        Map<String, String> secrets,
        Set<String> cleared) {

    static final int MAX_NAME = 191;
    static final int MAX_VALUE = 4000;
    private static final Pattern NUMBER = Pattern.compile("-?[0-9]{1,9}");
    private static final Pattern COLOUR = Pattern.compile("#[0-9A-Fa-f]{6}");
    private static final Pattern KEY = Pattern.compile("[A-Za-z0-9_-]{1,64}");

    /**
     * What is wrong with a field.
     *
     * @param code {@code required}, {@code enter_again}, {@code pattern}, {@code choice}, {@code too_long} or {@code unknown}; its words
     *     are under {@code field.<code>}
     * @param limit how many characters there may be, where that is what is wrong
     */
    record Fault(String field, String code, int limit) {}

    static AccountForm of(
            AccountDescriptor descriptor,
            String key,
            String name,
            Map<String, String> settings,
            Map<String, String> secrets) {
        Map<String, String> filled = filled(settings);
        for (Field field : descriptor.fields()) {
            if (field.kind() != Kind.SECRET && field.defaultValue() != null) {
                filled.putIfAbsent(field.name(), field.defaultValue());
            }
        }
        Set<String> cleared = new HashSet<>();
        secrets.forEach((field, value) -> {
            if (Objects.nonNull(value) && value.isBlank()) {
                cleared.add(field);
            }
        });
        return new AccountForm(descriptor, key.strip(), name.strip(), filled, filled(secrets), Set.copyOf(cleared));
    }

    /** Those that have a value. */
    static Map<String, String> filled(Map<String, String> values) {
        Map<String, String> filled = new LinkedHashMap<>();
        values.forEach((field, value) -> {
            // JSON may say null where a text is due.
            if (Objects.nonNull(value) && !value.isBlank()) {
                filled.put(field, value.strip());
            }
        });
        return filled;
    }

    /** @param secretsKept names of secrets that are stored already */
    List<Fault> faults(Set<String> secretsKept) {
        List<Fault> faults = new ArrayList<>();
        if (!KEY.matcher(key).matches()) {
            faults.add(new Fault("key", "pattern", 0));
        }
        if (name.isEmpty()) {
            faults.add(new Fault("name", "required", 0));
        } else if (name.length() > MAX_NAME) {
            faults.add(new Fault("name", "too_long", MAX_NAME));
        }
        Set<String> knownSettings = new HashSet<>();
        Set<String> knownSecrets = new HashSet<>();
        for (Field field : descriptor.fields()) {
            boolean secret = field.kind() == Kind.SECRET;
            (secret ? knownSecrets : knownSettings).add(field.name());
            String value = (secret ? secrets : settings).getOrDefault(field.name(), "");
            boolean kept = secret && secretsKept.contains(field.name()) && !cleared.contains(field.name());
            String code = check(field, value, kept || !required(field));
            if (!code.isEmpty()) {
                faults.add(new Fault((secret ? "secrets." : "settings.") + field.name(), code, MAX_VALUE));
            }
        }
        unknown(settings, knownSettings, "settings.", faults);
        unknown(secrets, knownSecrets, "secrets.", faults);
        cleared.stream()
                .filter(field -> !knownSecrets.contains(field))
                .sorted()
                .forEach(field -> faults.add(new Fault("secrets." + field, "unknown", 0)));
        return faults;
    }

    private boolean required(Field field) {
        RequiredWhen when = field.requiredWhen();
        return field.required() || (when != null && when.values().contains(settings.getOrDefault(when.field(), "")));
    }

    private static void unknown(Map<String, String> given, Set<String> known, String part, List<Fault> faults) {
        given.keySet().stream()
                .filter(field -> !known.contains(field))
                .sorted()
                .forEach(field -> faults.add(new Fault(part + field, "unknown", 0)));
    }

    /** @return empty if nothing is wrong */
    private static String check(Field field, String value, boolean mayBeLeftOut) {
        if (value.isEmpty()) {
            return mayBeLeftOut ? "" : "required";
        }
        if (value.length() > MAX_VALUE) {
            return "too_long";
        }
        String pattern = field.pattern();
        if (pattern != null && !matches(field, pattern, value)) {
            return "pattern";
        }
        boolean legal = switch (field.kind()) {
            case CHOICE -> field.options().contains(value);
            case SWITCH -> value.equals("true") || value.equals("false");
            case NUMBER -> NUMBER.matcher(value).matches();
            case COLOUR -> COLOUR.matcher(value).matches();
            case TEXT, ADDRESS, SECRET, LONG_TEXT, LINES -> true;
        };
        if (legal) {
            return "";
        }
        return field.kind() == Kind.CHOICE || field.kind() == Kind.SWITCH ? "choice" : "pattern";
    }

    private static boolean matches(Field field, String pattern, String value) {
        return field.kind() == Kind.LINES
                ? value.lines()
                        .map(String::strip)
                        .filter(line -> !line.isEmpty())
                        .allMatch(line -> Pattern.matches(pattern, line))
                : Pattern.matches(pattern, value);
    }

    /**
     * Whether the secrets would be told to somebody else than before, who must not get what is stored.
     *
     * @param stored the settings that are stored
     */
    private boolean leadsElsewhere(Map<String, String> stored) {
        return descriptor.fields().stream()
                .filter(field -> field.kind() == Kind.ADDRESS)
                .anyMatch(field -> {
                    String before = stored.get(field.name());
                    return !Objects.equals(before == null ? field.defaultValue() : before, settings.get(field.name()));
                });
    }

    /**
     * What is wrong when a stored account is to become like this one. Secrets that would be told to somebody else than before have to be
     * entered again.
     */
    List<Fault> faults(ChannelAccount stored) {
        if (!leadsElsewhere(stored.settings())) {
            return faults(stored.secrets().keySet());
        }
        return faults(Set.of()).stream()
                .map(fault -> stored.secrets().keySet().stream()
                                .anyMatch(name -> fault.equals(new Fault("secrets." + name, "required", MAX_VALUE)))
                        ? new Fault(fault.field(), "enter_again", 0)
                        : fault)
                .toList();
    }

    /** The secrets that a stored account is to have: those given now over those kept, which stay where they were, less those cleared. */
    Map<String, String> secretsOver(ChannelAccount stored) {
        return leadsElsewhere(stored.settings()) ? secrets : secretsOver(stored.secrets());
    }

    /** Those given now over those kept, less those cleared. */
    Map<String, String> secretsOver(Map<String, String> kept) {
        Map<String, String> all = new LinkedHashMap<>(kept);
        all.keySet().removeAll(cleared);
        all.putAll(secrets);
        return all;
    }
}
