/** What leaves for customers. */
@NullMarked
package io.keshu.channels.miniprogram.outbound;

import org.jspecify.annotations.NullMarked;
