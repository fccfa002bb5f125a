/** What WeChat would know: accounts, their followers, tokens, reply windows and chats. */
@NullMarked
package io.keshu.channels.sandbox.world;

import org.jspecify.annotations.NullMarked;
