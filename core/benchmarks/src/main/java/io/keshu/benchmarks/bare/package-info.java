/** The least that an endpoint for WeChat can do. */
@NullMarked
package io.keshu.benchmarks.bare;

import org.jspecify.annotations.NullMarked;
