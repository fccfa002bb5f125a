/** Personal data of customers who left, and how it is erased. See the decision on erasure in core/adr. */
@NullMarked
package io.keshu.domain.erasure;

import org.jspecify.annotations.NullMarked;
