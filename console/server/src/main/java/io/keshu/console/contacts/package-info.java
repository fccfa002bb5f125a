/** How customers can be reached beside the channels that they came by. */
@NullMarked
package io.keshu.console.contacts;

import org.jspecify.annotations.NullMarked;
