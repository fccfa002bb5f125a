/** What visitors' browsers and apps call. */
@NullMarked
package io.keshu.channels.web.inbound;

import org.jspecify.annotations.NullMarked;
