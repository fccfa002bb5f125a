/** What WeChat does when it calls a webhook, written apart from the channel, since two wrongs would agree. */
@NullMarked
package io.keshu.benchmarks.wechat;

import org.jspecify.annotations.NullMarked;
