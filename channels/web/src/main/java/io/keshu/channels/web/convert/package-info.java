/** The protocol's JSON, both ways. */
@NullMarked
package io.keshu.channels.web.convert;

import org.jspecify.annotations.NullMarked;
