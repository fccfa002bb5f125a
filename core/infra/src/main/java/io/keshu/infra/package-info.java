/** Puts the hub's core together: the domain's services over the ports of this module. */
@NullMarked
package io.keshu.infra;

import org.jspecify.annotations.NullMarked;
