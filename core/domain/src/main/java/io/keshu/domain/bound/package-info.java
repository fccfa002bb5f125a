/** Accounts that are served by one node at a time. */
@NullMarked
package io.keshu.domain.bound;

import org.jspecify.annotations.NullMarked;
