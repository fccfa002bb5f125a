package io.keshu.domain.customer;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * @param name as an agent or the channel gave it; null while nobody did
 * @param firstSeenAt when the first message came
 */
public record Customer(CustomerId id, @Nullable String name, Instant firstSeenAt) {}
