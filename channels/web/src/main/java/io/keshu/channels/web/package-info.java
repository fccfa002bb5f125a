/** Visitors of the company's website, and users of its own app. */
@NullMarked
package io.keshu.channels.web;

import org.jspecify.annotations.NullMarked;
