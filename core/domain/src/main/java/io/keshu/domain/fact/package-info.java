/** Facts, written with their cause, and their destinations. */
@NullMarked
package io.keshu.domain.fact;

import org.jspecify.annotations.NullMarked;
