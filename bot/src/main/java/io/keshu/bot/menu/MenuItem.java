package io.keshu.bot.menu;

import java.util.List;

/**
 * One entry of a menu. What its action does not need is empty.
 *
 * @param id unique within a menu and kept over its versions; clicks are counted under it
 * @param text what is answered to a tap
 * @param handOver whether the customer waits for an agent after the answer
 * @param key under which the channel tells of a tap
 * @param url of a page; of a mini program, what opens where mini programs can't
 * @param value the provider's id of a stored material or article; of {@link Action#RULE} and {@link Action#GROUP} the hub's id of
 *     what it leads to, as text
 * @param children of {@link Action#SUBMENU}; never deeper
 */
public record MenuItem(
        String id,
        String name,
        Action action,
        String text,
        boolean handOver,
        String key,
        String url,
        String appId,
        String pagePath,
        String value,
        List<MenuItem> children) {

    /** Longest id, in characters. */
    public static final int MAX_ID = 64;

    public MenuItem {
        children = List.copyOf(children);
    }

    /** What a tap does. */
    public enum Action {
        SUBMENU,
        REPLY,
        /** Fires a rule. */
        RULE,
        /** Hands the customer over to a group of agents. */
        GROUP,
        LINK,
        MINI_PROGRAM,
        SCAN,
        SCAN_AND_WAIT,
        CAMERA,
        CAMERA_OR_ALBUM,
        ALBUM,
        PLACE,
        MATERIAL,
        ARTICLE,
        ARTICLE_VIEW;

        /** Whether the channel tells the hub of a tap under a key, so that it can be answered. */
        public boolean keyed() {
            return switch (this) {
                case REPLY, RULE, GROUP, SCAN, SCAN_AND_WAIT, CAMERA, CAMERA_OR_ALBUM, ALBUM, PLACE -> true;
                default -> false;
            };
        }

        /** Whether it leads to a rule or a group. */
        public boolean leadsOn() {
            return this == RULE || this == GROUP;
        }
    }

    /** A button that answers. */
    public static MenuItem reply(String id, String name, String text) {
        return new MenuItem(id, name, Action.REPLY, text, false, id, "", "", "", "", List.of());
    }

    /** What the channel tells of a tap: a key, an address or a page of a mini program; empty if it tells nothing. */
    String told() {
        return action.keyed()
                ? key
                : switch (action) {
                    case LINK -> url;
                    case MINI_PROGRAM -> pagePath;
                    default -> "";
                };
    }
}
