/** Accepting what customers send, durably and once, and working it off in order. */
@NullMarked
package io.keshu.domain.inbound;

import org.jspecify.annotations.NullMarked;
