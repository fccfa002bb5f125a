/**
 * WeChat mini programs (小程序): their customer service and subscribe messages. Protocol facts are those of the official documentation at
 * developers.weixin.qq.com, sections on customer-service messages, message push and subscribe messages of mini programs.
 */
@NullMarked
package io.keshu.channels.miniprogram;

import org.jspecify.annotations.NullMarked;
