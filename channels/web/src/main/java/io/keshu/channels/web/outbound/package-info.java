/** What is shown to visitors. */
@NullMarked
package io.keshu.channels.web.outbound;

import org.jspecify.annotations.NullMarked;
