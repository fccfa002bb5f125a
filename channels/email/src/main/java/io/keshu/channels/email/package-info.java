/** Email: mailboxes that are read by IMAP and written from by SMTP. */
@NullMarked
package io.keshu.channels.email;

import org.jspecify.annotations.NullMarked;
