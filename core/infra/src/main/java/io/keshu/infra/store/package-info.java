/** Connections, transactions and errors of the database. */
@NullMarked
package io.keshu.infra.store;

import org.jspecify.annotations.NullMarked;
