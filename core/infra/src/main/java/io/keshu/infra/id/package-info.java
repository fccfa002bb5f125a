/** Node numbers leased in the database. */
@NullMarked
package io.keshu.infra.id;

import org.jspecify.annotations.NullMarked;
