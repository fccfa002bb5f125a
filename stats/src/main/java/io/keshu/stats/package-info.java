/** Figures counted from facts. */
@NullMarked
package io.keshu.stats;

import org.jspecify.annotations.NullMarked;
