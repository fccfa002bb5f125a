/** Codes with scenes that people scan, and how often they do. */
@NullMarked
package io.keshu.bot.scene;

import org.jspecify.annotations.NullMarked;
