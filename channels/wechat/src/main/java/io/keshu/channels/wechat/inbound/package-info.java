/** WeChat calls the hub: authenticity, decryption, parsing, and the answer. */
@NullMarked
package io.keshu.channels.wechat.inbound;

import org.jspecify.annotations.NullMarked;
