/** What WeChat calls: the account's webhook, signed and encrypted, with deadline and retries. */
@NullMarked
package io.keshu.channels.sandbox.push;

import org.jspecify.annotations.NullMarked;
