/** Conversations and their timelines in the database. */
@NullMarked
package io.keshu.infra.conversation;

import org.jspecify.annotations.NullMarked;
