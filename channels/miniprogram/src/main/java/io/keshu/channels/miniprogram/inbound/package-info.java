/** WeChat's calls. */
@NullMarked
package io.keshu.channels.miniprogram.inbound;

import org.jspecify.annotations.NullMarked;
