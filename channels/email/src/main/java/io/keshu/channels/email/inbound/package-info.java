/** Receiving. */
@NullMarked
package io.keshu.channels.email.inbound;

import org.jspecify.annotations.NullMarked;
