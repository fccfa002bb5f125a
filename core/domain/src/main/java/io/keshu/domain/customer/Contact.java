package io.keshu.domain.customer;

import io.keshu.domain.agent.AgentId;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * How a customer can be reached beside the channels that they came by, as agents wrote it down.
 *
 * @param phone in E.164, such as {@code +8613800138000}; null if not known
 * @param email in small letters; null if not known
 * @param version grows by one with every change, the first is 1
 * @param changedBy who changed it last
 */
public record Contact(
        CustomerId customer,
        @Nullable String phone,
        @Nullable String email,
        long version,
        AgentId changedBy,
        Instant changedAt) {}
