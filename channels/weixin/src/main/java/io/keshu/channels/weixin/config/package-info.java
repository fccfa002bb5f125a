/** What is set up of an account on any of WeChat's platforms. */
@NullMarked
package io.keshu.channels.weixin.config;

import org.jspecify.annotations.NullMarked;
