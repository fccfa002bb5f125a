/** Leases and hints by way of Redis, which may be away. */
@NullMarked
package io.keshu.infra.redis;

import org.jspecify.annotations.NullMarked;
