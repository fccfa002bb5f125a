/** What only letters need. */
@NullMarked
package io.keshu.console.letters;

import org.jspecify.annotations.NullMarked;
