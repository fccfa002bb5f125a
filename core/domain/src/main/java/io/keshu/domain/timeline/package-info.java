/** Timelines as customers are shown them, over all conversations of an identity. */
@NullMarked
package io.keshu.domain.timeline;

import org.jspecify.annotations.NullMarked;
