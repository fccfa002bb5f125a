/** Figures, for agents. */
@NullMarked
package io.keshu.console.stats;

import org.jspecify.annotations.NullMarked;
