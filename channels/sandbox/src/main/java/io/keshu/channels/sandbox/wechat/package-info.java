/** The API that an official account calls. */
@NullMarked
package io.keshu.channels.sandbox.wechat;

import org.jspecify.annotations.NullMarked;
