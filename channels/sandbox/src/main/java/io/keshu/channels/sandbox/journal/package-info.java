/** What crossed, kept for whoever checks. */
@NullMarked
package io.keshu.channels.sandbox.journal;

import org.jspecify.annotations.NullMarked;
