/** A real MariaDB and a real Redis, unpacked from Maven artifacts and started on loopback, for a first run and for tests. */
@NullMarked
package io.keshu.embedded;

import org.jspecify.annotations.NullMarked;
