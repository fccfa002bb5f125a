/** Groups of agents. */
@NullMarked
package io.keshu.console.groups;

import org.jspecify.annotations.NullMarked;
