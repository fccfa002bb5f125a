/** The API of tests and of the phone page. */
@NullMarked
package io.keshu.channels.sandbox.control;

import org.jspecify.annotations.NullMarked;
