/** Where providers call the hub. */
@NullMarked
package io.keshu.console.webhook;

import org.jspecify.annotations.NullMarked;
