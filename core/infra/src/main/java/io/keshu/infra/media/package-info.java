/** Media in the database, and what their bytes say. */
@NullMarked
package io.keshu.infra.media;

import org.jspecify.annotations.NullMarked;
