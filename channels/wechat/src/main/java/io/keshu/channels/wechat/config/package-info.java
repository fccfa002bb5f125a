/** Settings of the channel and of one account. */
@NullMarked
package io.keshu.channels.wechat.config;

import org.jspecify.annotations.NullMarked;
