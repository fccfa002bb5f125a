/** An SMSC after SMPP 3.4, of bytes and sockets alone, and the phones of those who are reached through it. */
@NullMarked
package io.keshu.channels.sandbox.sms;

import org.jspecify.annotations.NullMarked;
