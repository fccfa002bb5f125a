/** Between WeChat's XML and the hub's types. */
@NullMarked
package io.keshu.channels.wechat.convert;

import org.jspecify.annotations.NullMarked;
