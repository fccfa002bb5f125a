/** A mail server with the company's mailbox and its customers', and a page that plays a customer's mail program. */
@NullMarked
package io.keshu.channels.sandbox.mail;

import org.jspecify.annotations.NullMarked;
