/** Who is signed in, and for how long. */
@NullMarked
package io.keshu.console.session;

import org.jspecify.annotations.NullMarked;
