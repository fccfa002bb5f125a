/** The agents' WebSocket: telling browsers that something is new. */
@NullMarked
package io.keshu.console.socket;

import org.jspecify.annotations.NullMarked;
