/** Calls to WeChat's API. The only package here that knows the provider's SDK. */
@NullMarked
package io.keshu.channels.weixin.client;

import org.jspecify.annotations.NullMarked;
