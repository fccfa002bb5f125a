/** What every part of the server needs to read a call and to answer it. */
@NullMarked
package io.keshu.channels.sandbox.http;

import org.jspecify.annotations.NullMarked;
