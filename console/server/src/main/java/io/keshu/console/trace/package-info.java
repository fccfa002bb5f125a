/** Following one call through the logs. */
@NullMarked
package io.keshu.console.trace;

import org.jspecify.annotations.NullMarked;
