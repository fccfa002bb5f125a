package io.keshu.console.accounts;

import io.keshu.channels.api.ChannelCapability;
import io.swagger.v3.oas.annotations.media.Schema;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What an account of a channel consists of, in the reader's language.
 *
 * @param testable whether a connection can be tried
 * @param capabilities what the channel can do, in a fixed order
 */
record ChannelTypeView(
        String type,
        String label,
        boolean webhook,
        boolean testable,
        List<ChannelCapability> capabilities,
        List<ChannelField> fields) {

    /** @param help empty if there is none */
    record ChannelField(
            String name,

            @Schema(allowableValues = {"TEXT", "SECRET", "CHOICE", "SWITCH", "LONG_TEXT", "LINES", "NUMBER", "COLOUR"})
            String kind,

            boolean required,
            @Nullable String pattern,
            List<ChannelOption> options,
            @Nullable String defaultValue,
            @Nullable ChannelFieldCondition requiredWhen,
            String label,
            String help) {}

    /** A field is required while another has one of these values. */
    record ChannelFieldCondition(String field, List<String> values) {}

    /** One value of a choice. */
    record ChannelOption(String value, String label) {}
}
