/** Who a visitor is, and what she was given. */
@NullMarked
package io.keshu.channels.web.token;

import org.jspecify.annotations.NullMarked;
