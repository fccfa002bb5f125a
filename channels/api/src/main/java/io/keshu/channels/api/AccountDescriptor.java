package io.keshu.channels.api;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What an account of a channel consists of. The channel brings the words for it, in Chinese and English, as the bundle
 * {@code messages/<type>}: its own name under {@code channel.<type>}, a field's label under {@code channel.<type>.<field>}, its help
 * under {@code channel.<type>.<field>.help}, and the label of a choice's option under {@code channel.<type>.<field>.<option>}.
 *
 * @param webhook whether the provider calls the hub, so that the account has an address to paste
 */
public record AccountDescriptor(ChannelType type, boolean webhook, List<Field> fields) {

    public AccountDescriptor {
        fields = List.copyOf(fields);
    }

    /** How a field is filled in. */
    public enum Kind {
        TEXT,
        /** A text that says where the provider's interface is, hence who is told the secrets: changing it takes entering them again. */
        ADDRESS,
        /** Written, never shown again, stored encrypted. */
        SECRET,
        CHOICE,
        SWITCH,
        /** A text of several lines. */
        LONG_TEXT,
        /** A list, an entry a line; the pattern is each line's. */
        LINES,
        /** A whole number. */
        NUMBER,
        /** A colour as {@code #RRGGBB}. */
        COLOUR
    }

    /**
     * One field of the form.
     *
     * @param pattern a regular expression that the whole value matches, of {@link Kind#LINES} each line, if there is one
     * @param options the values of a {@link Kind#CHOICE}, empty otherwise
     * @param defaultValue what a new account starts with, if anything
     * @param requiredWhen what else makes it required, if anything
     */
    public record Field(
            String name,
            Kind kind,
            boolean required,
            @Nullable String pattern,
            List<String> options,
            @Nullable String defaultValue,
            @Nullable RequiredWhen requiredWhen) {

        public Field {
            options = List.copyOf(options);
        }

        /** A field that is required always or never. */
        public Field(
                String name,
                Kind kind,
                boolean required,
                @Nullable String pattern,
                List<String> options,
                @Nullable String defaultValue) {
            this(name, kind, required, pattern, options, defaultValue, null);
        }
    }

    /**
     * A field is required while another plain field has one of these values.
     *
     * @param field the other field's name
     */
    public record RequiredWhen(String field, List<String> values) {

        public RequiredWhen {
            values = List.copyOf(values);
        }
    }
}
