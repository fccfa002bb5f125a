/** A mailbox's settings and the form for them. */
@NullMarked
package io.keshu.channels.email.config;

import org.jspecify.annotations.NullMarked;
