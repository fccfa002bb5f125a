/** Conversations and their messages, for agents. */
@NullMarked
package io.keshu.console.conversations;

import org.jspecify.annotations.NullMarked;
