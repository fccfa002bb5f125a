/** The numbered timeline of a conversation. */
@NullMarked
package io.keshu.domain.message;

import org.jspecify.annotations.NullMarked;
