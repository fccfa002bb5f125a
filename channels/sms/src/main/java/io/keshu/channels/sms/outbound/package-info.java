/** What goes out, and how that ended. */
@NullMarked
package io.keshu.channels.sms.outbound;

import org.jspecify.annotations.NullMarked;
