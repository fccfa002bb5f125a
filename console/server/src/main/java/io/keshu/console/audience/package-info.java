/** Followers, their tags, and the codes they scan, over REST. */
@NullMarked
package io.keshu.console.audience;

import org.jspecify.annotations.NullMarked;
