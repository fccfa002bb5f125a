/** Which rules fire on what happens. Pure: knows neither store nor clock. */
@NullMarked
package io.keshu.bot.match;

import org.jspecify.annotations.NullMarked;
