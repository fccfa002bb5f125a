/** The people who answer. */
@NullMarked
package io.keshu.domain.agent;

import org.jspecify.annotations.NullMarked;
