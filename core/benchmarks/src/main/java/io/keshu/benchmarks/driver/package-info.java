/** The load: customers' calls on one side, agents' sockets on the other, and the ledger between them. */
@NullMarked
package io.keshu.benchmarks.driver;

import org.jspecify.annotations.NullMarked;
