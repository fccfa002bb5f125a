/** What becomes of messages and media on their way to WeChat. */
@NullMarked
package io.keshu.channels.weixin.outbound;

import org.jspecify.annotations.NullMarked;
