/** Between what WeChat writes and the hub's types. */
@NullMarked
package io.keshu.channels.miniprogram.convert;

import org.jspecify.annotations.NullMarked;
