package io.keshu.console.accounts;

import io.swagger.v3.oas.annotations.media.Schema;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One entry of the accounts' history.
 *
 * @param name what the account was called then
 * @param gone whether the account is deleted by now
 * @param by who did it, by name
 * @param fields what changed; of a deletion nothing
 */
record AccountChangeView(
        String id,
        String account,
        String type,
        String name,

        @Schema(allowableValues = {"CREATED", "CHANGED", "ENABLED", "DISABLED", "DELETED"})
        String action,

        boolean gone,
        String by,
        Instant at,
        List<ChangedField> fields) {

    /**
     * @param label in the reader's language
     * @param secret whether the values are kept back: they are empty then
     * @param before null where there was no value
     * @param after null where none is left
     */
    @Schema(name = "AccountChangedField")
    record ChangedField(
            String field,
            String label,
            boolean secret,
            @Nullable String before,
            @Nullable String after) {}

    /** @param next where the next page begins; null at the end */
    @Schema(name = "AccountChangePage")
    record Page(List<AccountChangeView> items, @Nullable String next) {}
}
