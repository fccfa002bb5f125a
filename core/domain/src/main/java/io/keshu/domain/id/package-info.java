/** Ids that grow with time, and the numbers of nodes that make them unique. */
@NullMarked
package io.keshu.domain.id;

import org.jspecify.annotations.NullMarked;
