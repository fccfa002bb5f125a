/** Facts and their destinations' progress in the database. */
@NullMarked
package io.keshu.infra.fact;

import org.jspecify.annotations.NullMarked;
