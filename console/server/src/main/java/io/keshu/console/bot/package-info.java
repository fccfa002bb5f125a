/** The bot's settings, for agents. */
@NullMarked
package io.keshu.console.bot;

import org.jspecify.annotations.NullMarked;
