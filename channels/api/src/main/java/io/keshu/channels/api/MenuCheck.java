package io.keshu.channels.api;

import java.net.IDN;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Holds menus against limits. For one use. */
final class MenuCheck {

    private static final Pattern ADDRESS = Pattern.compile("([A-Za-z][A-Za-z0-9+.-]*)://([^/?#\\\\\\s]+)([/?#]\\S*)?");

    private final MenuLimits limits;
    private final List<MenuFault> faults = new ArrayList<>();

    MenuCheck(MenuLimits limits) {
        this.limits = limits;
    }

    List<MenuFault> check(MenuTree tree, List<ConditionalMenu> others) {
        tree("", tree);
        if (others.size() > limits.conditional()) {
            add(
                    "conditional",
                    limits.conditional() == 0 ? MenuFault.Code.CONDITION_NOT_ALLOWED : MenuFault.Code.TOO_MANY,
                    limits.conditional());
        }
        Set<String> audiences = new HashSet<>();
        for (int i = 0; i < others.size(); i++) {
            String path = "conditional[" + i + "].";
            String audience = others.get(i).audience();
            if (audience.isBlank()) {
                add(path + "audience", MenuFault.Code.MISSING, 0);
            } else if (!audiences.add(audience)) {
                add(path + "audience", MenuFault.Code.AUDIENCE_TWICE, 0);
            }
            tree(path, others.get(i).tree());
        }
        return List.copyOf(faults);
    }

    private void tree(String prefix, MenuTree tree) {
        Set<String> keys = new HashSet<>();
        String entries = prefix + "entries";
        counted(entries, tree.entries().size(), limits.topEntries());
        for (int i = 0; i < tree.entries().size(); i++) {
            MenuEntry entry = tree.entries().get(i);
            String path = entries + "[" + i + "]";
            text(path + ".name", entry.name(), limits.topNameBytes());
            if (entry instanceof MenuEntry.Button button) {
                action(path, button.action(), keys);
            } else if (entry instanceof MenuEntry.Submenu submenu) {
                submenu(path + ".buttons", submenu, keys);
            }
        }
    }

    private void submenu(String path, MenuEntry.Submenu submenu, Set<String> keys) {
        counted(path, submenu.buttons().size(), limits.subEntries());
        for (int i = 0; i < submenu.buttons().size(); i++) {
            String each = path + "[" + i + "]";
            text(each + ".name", submenu.buttons().get(i).name(), limits.subNameBytes());
            action(each, submenu.buttons().get(i).action(), keys);
        }
    }

    private void counted(String path, int count, int limit) {
        if (count == 0) {
            add(path, MenuFault.Code.EMPTY, 0);
        } else if (count > limit) {
            add(path, MenuFault.Code.TOO_MANY, limit);
        }
    }

    private void action(String path, MenuAction action, Set<String> keys) {
        if (!limits.kinds().contains(action.kind())) {
            add(path + ".action", MenuFault.Code.KIND_NOT_ALLOWED, 0);
        } else if (action instanceof MenuAction.Keyed keyed) {
            text(path + ".key", keyed.key(), limits.keyBytes());
            if (!keyed.key().isBlank() && !keys.add(keyed.key())) {
                add(path + ".key", MenuFault.Code.KEY_TWICE, 0);
            }
        } else if (action instanceof MenuAction.Link link) {
            url(path + ".url", link.url());
        } else if (action instanceof MenuAction.MiniProgram program) {
            text(path + ".appId", program.appId(), limits.keyBytes());
            text(path + ".pagePath", program.pagePath(), limits.urlBytes());
            url(path + ".url", program.fallbackUrl());
        } else if (action instanceof MenuAction.Stored stored) {
            text(path + ".value", stored.id(), limits.urlBytes());
        }
    }

    private void url(String path, String url) {
        if (text(path, url, limits.urlBytes()) && !addressable(url)) {
            add(path, MenuFault.Code.BAD_URL, 0);
        }
    }

    /** Only scheme and host are looked at: raw Chinese paths are common, and taken. */
    private boolean addressable(String url) {
        Matcher parts = ADDRESS.matcher(url);
        if (!parts.matches() || !limits.urlSchemes().contains(parts.group(1).toLowerCase(Locale.ROOT))) {
            return false;
        }
        try {
            return new URI("x://" + IDN.toASCII(parts.group(2))).getHost() != null;
        } catch (URISyntaxException | IllegalArgumentException e) {
            return false;
        }
    }

    /** Whether there is a text that can be stored and is no longer than the limit. */
    private boolean text(String path, String text, int bytes) {
        if (text.isBlank()) {
            add(path, MenuFault.Code.MISSING, 0);
        } else if (text.codePoints().anyMatch(MenuCheck::unprintable)) {
            add(path, MenuFault.Code.UNPRINTABLE, 0);
        } else if (text.getBytes(StandardCharsets.UTF_8).length > bytes) {
            add(path, MenuFault.Code.TOO_LONG, bytes);
        } else {
            return true;
        }
        return false;
    }

    private static boolean unprintable(int codePoint) {
        return Character.getType(codePoint) == Character.SURROGATE || Character.isISOControl(codePoint);
    }

    private void add(String path, MenuFault.Code code, int limit) {
        faults.add(new MenuFault(path, code, limit));
    }
}
