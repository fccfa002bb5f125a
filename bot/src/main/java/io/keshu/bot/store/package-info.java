/** Rules, their history and their counters in the hub's database. */
@NullMarked
package io.keshu.bot.store;

import org.jspecify.annotations.NullMarked;
