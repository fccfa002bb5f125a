/** Conversations, their states, and what agents do with them. */
@NullMarked
package io.keshu.domain.conversation;

import org.jspecify.annotations.NullMarked;
