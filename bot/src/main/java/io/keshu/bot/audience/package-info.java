/** Who follows the company's accounts, and the tags they bear. */
@NullMarked
package io.keshu.bot.audience;

import org.jspecify.annotations.NullMarked;
