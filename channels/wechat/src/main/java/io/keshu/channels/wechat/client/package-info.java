/** The only package that knows the SDK: tokens, HTTP and the customer-service API. */
@NullMarked
package io.keshu.channels.wechat.client;

import org.jspecify.annotations.NullMarked;
