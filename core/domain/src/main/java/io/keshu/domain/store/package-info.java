/** How a store says that it failed. */
@NullMarked
package io.keshu.domain.store;

import org.jspecify.annotations.NullMarked;
