/** The accounts' menus, for marketers. */
@NullMarked
package io.keshu.console.menus;

import org.jspecify.annotations.NullMarked;
