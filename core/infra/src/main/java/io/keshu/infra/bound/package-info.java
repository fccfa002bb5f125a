/** Accounts that one node serves, on the database. */
@NullMarked
package io.keshu.infra.bound;

import org.jspecify.annotations.NullMarked;
