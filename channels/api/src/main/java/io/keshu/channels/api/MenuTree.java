package io.keshu.channels.api;

import java.util.List;

/** A menu as customers see it: a bar of entries, each a button or a list of buttons. */
public record MenuTree(List<MenuEntry> entries) {

    public MenuTree {
        entries = List.copyOf(entries);
    }
}
