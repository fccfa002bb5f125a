/** Telling consoles that something is new. */
@NullMarked
package io.keshu.domain.hint;

import org.jspecify.annotations.NullMarked;
