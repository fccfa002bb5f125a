/** Between what WeChat writes and the hub's types. */
@NullMarked
package io.keshu.channels.weixin.convert;

import org.jspecify.annotations.NullMarked;
