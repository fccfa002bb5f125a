/** The outbox in the database. */
@NullMarked
package io.keshu.infra.outbox;

import org.jspecify.annotations.NullMarked;
