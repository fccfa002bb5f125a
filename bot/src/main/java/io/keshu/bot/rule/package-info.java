/** Auto-reply rules as people write them, and what may be wrong with them. */
@NullMarked
package io.keshu.bot.rule;

import org.jspecify.annotations.NullMarked;
