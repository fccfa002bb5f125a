/** Between mails and the hub's messages. */
@NullMarked
package io.keshu.channels.email.convert;

import org.jspecify.annotations.NullMarked;
