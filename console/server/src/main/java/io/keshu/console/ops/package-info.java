/** Health, metrics, the start and the end. */
@NullMarked
package io.keshu.console.ops;

import org.jspecify.annotations.NullMarked;
