/** Customers and how channels know them. */
@NullMarked
package io.keshu.domain.customer;

import org.jspecify.annotations.NullMarked;
