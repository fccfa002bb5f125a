/** The mini program's side of WeChat, and the customer who uses it. */
@NullMarked
package io.keshu.channels.sandbox.mini;

import org.jspecify.annotations.NullMarked;
