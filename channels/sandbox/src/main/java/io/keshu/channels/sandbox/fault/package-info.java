/** How the server is told to fail. */
@NullMarked
package io.keshu.channels.sandbox.fault;

import org.jspecify.annotations.NullMarked;
