/** Delivering what goes out: claim, back-off, dead letters. */
@NullMarked
package io.keshu.domain.outbox;

import org.jspecify.annotations.NullMarked;
