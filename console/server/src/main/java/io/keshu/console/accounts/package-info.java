/** The company's accounts on the channels. */
@NullMarked
package io.keshu.console.accounts;

import org.jspecify.annotations.NullMarked;
