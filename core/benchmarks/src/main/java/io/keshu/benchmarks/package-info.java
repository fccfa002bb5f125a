/** Measures the hub against a bare endpoint: starts everything, runs the rounds, checks that nothing is missing, prints figures. */
@NullMarked
package io.keshu.benchmarks;

import org.jspecify.annotations.NullMarked;
