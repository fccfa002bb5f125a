/** How long it takes to find the rules that answer a message. */
@NullMarked
package io.keshu.benchmarks.rules;

import org.jspecify.annotations.NullMarked;
