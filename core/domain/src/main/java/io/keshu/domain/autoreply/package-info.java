/** The port that a bot implements. */
@NullMarked
package io.keshu.domain.autoreply;

import org.jspecify.annotations.NullMarked;
