/** What comes in: from a bind, and by providers' calls. */
@NullMarked
package io.keshu.channels.sms.inbound;

import org.jspecify.annotations.NullMarked;
