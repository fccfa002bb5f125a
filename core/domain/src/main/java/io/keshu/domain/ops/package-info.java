/** What operators see: the pipeline's observer and its state. */
@NullMarked
package io.keshu.domain.ops;

import org.jspecify.annotations.NullMarked;
