/** The only rooms that know Jakarta Mail: IMAP, SMTP, MIME. */
@NullMarked
package io.keshu.channels.email.client;

import org.jspecify.annotations.NullMarked;
