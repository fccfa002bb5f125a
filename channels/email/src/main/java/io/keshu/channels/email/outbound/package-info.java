/** Sending. */
@NullMarked
package io.keshu.channels.email.outbound;

import org.jspecify.annotations.NullMarked;
