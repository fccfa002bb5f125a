/** Lanes, the unit of order, and the leases on them. */
@NullMarked
package io.keshu.domain.lock;

import org.jspecify.annotations.NullMarked;
