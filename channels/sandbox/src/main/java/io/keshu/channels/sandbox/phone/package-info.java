/** The page that plays the customer's phone. */
@NullMarked
package io.keshu.channels.sandbox.phone;

import org.jspecify.annotations.NullMarked;
