/**
 * WeChat official accounts (公众号). Protocol facts are those of the official documentation at developers.weixin.qq.com, sections on
 * receiving messages, passive replies, message encryption and customer-service messages.
 */
@NullMarked
package io.keshu.channels.wechat;

import org.jspecify.annotations.NullMarked;
