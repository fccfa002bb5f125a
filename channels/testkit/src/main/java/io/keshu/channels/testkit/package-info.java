/** What every channel's test builds on: the contract of the SPI, and the hub's side of it in memory. */
@NullMarked
package io.keshu.channels.testkit;

import org.jspecify.annotations.NullMarked;
