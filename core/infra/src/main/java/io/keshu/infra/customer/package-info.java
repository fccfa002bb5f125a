/** What is kept about customers beside their conversations. */
@NullMarked
package io.keshu.infra.customer;

import org.jspecify.annotations.NullMarked;
