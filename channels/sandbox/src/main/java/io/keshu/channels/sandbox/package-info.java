/** A WeChat server of one's own, for whoever has no account; shares no code with the channels it stands opposite. */
@NullMarked
package io.keshu.channels.sandbox;

import org.jspecify.annotations.NullMarked;
