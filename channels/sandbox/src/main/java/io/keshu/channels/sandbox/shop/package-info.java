/** A small shop whose page carries the hub's widget. */
@NullMarked
package io.keshu.channels.sandbox.shop;

import org.jspecify.annotations.NullMarked;
