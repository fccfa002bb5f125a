/** The application that puts the hub together. */
@NullMarked
package io.keshu.console;

import org.jspecify.annotations.NullMarked;
