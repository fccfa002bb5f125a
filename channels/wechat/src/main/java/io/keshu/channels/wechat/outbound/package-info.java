/** The hub calls WeChat: one attempt to deliver, and what its end means. */
@NullMarked
package io.keshu.channels.wechat.outbound;

import org.jspecify.annotations.NullMarked;
