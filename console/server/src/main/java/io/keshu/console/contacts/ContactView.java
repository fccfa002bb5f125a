package io.keshu.console.contacts;

import io.swagger.v3.oas.annotations.media.Schema;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * How a customer can be reached.
 *
 * @param phone as agents wrote it down, in E.164; null if nobody did
 * @param email as agents wrote it down; null if nobody did
 * @param version 0 while nobody wrote anything down
 * @param knownPhone the number that a channel knows the customer by; null if none does
 * @param knownEmail the address that a channel knows the customer by; null if none does
 */
@Schema(name = "Contact")
record ContactView(
        @Nullable String phone,
        @Nullable String email,
        long version,
        @Nullable String changedBy,
        @Nullable Instant changedAt,
        @Nullable String knownPhone,
        @Nullable String knownEmail) {

    /** What somebody wrote down at a time. */
    @Schema(name = "ContactChange")
    record Change(@Nullable String phone, @Nullable String email, long version, String changedBy, Instant changedAt) {}
}
