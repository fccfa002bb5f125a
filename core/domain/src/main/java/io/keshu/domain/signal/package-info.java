/** What goes by between customers and agents and is not stored. */
@NullMarked
package io.keshu.domain.signal;

import org.jspecify.annotations.NullMarked;
