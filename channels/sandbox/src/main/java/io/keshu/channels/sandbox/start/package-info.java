/** The sandbox inside a hub that nobody has configured yet. */
@NullMarked
package io.keshu.channels.sandbox.start;

import org.jspecify.annotations.NullMarked;
