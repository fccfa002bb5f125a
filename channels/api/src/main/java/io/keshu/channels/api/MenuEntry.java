package io.keshu.channels.api;

import java.util.List;

/** One entry of a menu's bar. */
public sealed interface MenuEntry {

    String name();

    /** Something to tap. */
    record Button(String name, MenuAction action) implements MenuEntry {}

    /** Opens a list of buttons. */
    record Submenu(String name, List<Button> buttons) implements MenuEntry {
        public Submenu {
            buttons = List.copyOf(buttons);
        }
    }
}
