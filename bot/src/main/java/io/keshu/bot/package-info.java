/** What answers customers by itself. */
@NullMarked
package io.keshu.bot;

import org.jspecify.annotations.NullMarked;
