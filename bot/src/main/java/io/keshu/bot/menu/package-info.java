/** The menus of accounts: drafts, publications, clicks, and the same tree in words where a channel has no menus. */
@NullMarked
package io.keshu.bot.menu;

import org.jspecify.annotations.NullMarked;
