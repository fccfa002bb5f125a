/** WeChat's calls: whether they are its own, and what they bring. */
@NullMarked
package io.keshu.channels.weixin.inbound;

import org.jspecify.annotations.NullMarked;
