package io.keshu.channels.wechat.client;

import io.keshu.channels.api.MenuAction;
import io.keshu.channels.api.MenuAction.Kind;
import io.keshu.channels.api.MenuEntry;
import io.keshu.channels.api.MenuTree;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Collectors;
import me.chanjar.weixin.common.bean.menu.WxMenu;
import me.chanjar.weixin.common.bean.menu.WxMenuButton;
import me.chanjar.weixin.mp.bean.menu.WxMpSelfMenuInfo.WxMpSelfMenuButton;
import org.jspecify.annotations.Nullable;

/** Between the hub's menus and the SDK's. */
final class MenuConverter {

    private static final Map<Kind, String> TYPES = Map.ofEntries(
            Map.entry(Kind.CLICK, "click"),
            Map.entry(Kind.LINK, "view"),
            Map.entry(Kind.MINI_PROGRAM, "miniprogram"),
            Map.entry(Kind.SCAN, "scancode_push"),
            Map.entry(Kind.SCAN_AND_WAIT, "scancode_waitmsg"),
            Map.entry(Kind.CAMERA, "pic_sysphoto"),
            Map.entry(Kind.CAMERA_OR_ALBUM, "pic_photo_or_album"),
            Map.entry(Kind.ALBUM, "pic_weixin"),
            Map.entry(Kind.PLACE, "location_select"),
            Map.entry(Kind.MATERIAL, "media_id"),
            Map.entry(Kind.ARTICLE, "article_id"),
            Map.entry(Kind.ARTICLE_VIEW, "article_view_limited"));

    private static final Map<String, Kind> KINDS =
            TYPES.entrySet().stream().collect(Collectors.toMap(Map.Entry::getValue, Map.Entry::getKey));

    private MenuConverter() {}

    static WxMenu toSdk(MenuTree tree) {
        WxMenu menu = new WxMenu();
        menu.setButtons(tree.entries().stream().map(MenuConverter::button).toList());
        return menu;
    }

    private static WxMenuButton button(MenuEntry entry) {
        WxMenuButton made = new WxMenuButton();
        made.setName(entry.name());
        if (entry instanceof MenuEntry.Submenu submenu) {
            made.setSubButtons(
                    submenu.buttons().stream().map(MenuConverter::button).toList());
        } else if (entry instanceof MenuEntry.Button button) {
            made.setType(TYPES.get(button.action().kind()));
            fill(made, button.action());
        }
        return made;
    }

    private static void fill(WxMenuButton made, MenuAction action) {
        if (action instanceof MenuAction.Keyed keyed) {
            made.setKey(keyed.key());
        } else if (action instanceof MenuAction.Link link) {
            made.setUrl(link.url());
        } else if (action instanceof MenuAction.MiniProgram program) {
            made.setAppId(program.appId());
            made.setPagePath(program.pagePath());
            made.setUrl(program.fallbackUrl());
        } else if (action instanceof MenuAction.Stored stored && stored.kind() == Kind.MATERIAL) {
            made.setMediaId(stored.id());
        } else if (action instanceof MenuAction.Stored stored) {
            made.setArticleId(stored.id());
        } else {
            // Kept from here by the channel's limits.
            throw new IllegalArgumentException("WeChat takes no button of kind " + action.kind());
        }
    }

    /** @param unreadable takes the names of what can't be expressed */
    static MenuTree tree(@Nullable List<WxMenuButton> buttons, List<String> unreadable) {
        return treeOf(orNone(buttons).stream().map(MenuConverter::raw).toList(), unreadable);
    }

    /** As {@link #tree}, of a menu that may have been made on WeChat's own pages. */
    static MenuTree ownTree(@Nullable List<WxMpSelfMenuButton> buttons, List<String> unreadable) {
        return treeOf(orNone(buttons).stream().map(MenuConverter::raw).toList(), unreadable);
    }

    private static MenuTree treeOf(List<Raw> buttons, List<String> unreadable) {
        List<MenuEntry> entries = new ArrayList<>();
        for (Raw button : buttons) {
            if (button.below.isEmpty()) {
                read(button, unreadable).ifPresent(entries::add);
            } else {
                entries.add(new MenuEntry.Submenu(
                        button.name,
                        button.below.stream()
                                .flatMap(each -> read(each, unreadable).stream())
                                .toList()));
            }
        }
        return new MenuTree(entries);
    }

    /** A button's fields, whichever of the SDK's two classes had them. */
    private record Raw(
            String name,
            String type,
            String key,
            String url,
            String appId,
            String pagePath,
            String mediaId,
            String articleId,
            String value,
            List<Raw> below) {}

    private static Raw raw(WxMenuButton button) {
        return new Raw(
                text(button.getName()),
                text(button.getType()),
                text(button.getKey()),
                text(button.getUrl()),
                text(button.getAppId()),
                text(button.getPagePath()),
                text(button.getMediaId()),
                text(button.getArticleId()),
                "",
                orNone(button.getSubButtons()).stream().map(MenuConverter::raw).toList());
    }

    private static Raw raw(WxMpSelfMenuButton button) {
        WxMpSelfMenuButton.SubButtons list = button.getSubButtons();
        List<WxMpSelfMenuButton> below = list == null ? List.of() : orNone(list.getSubButtons());
        return new Raw(
                text(button.getName()),
                text(button.getType()),
                text(button.getKey()),
                text(button.getUrl()),
                text(button.getAppId()),
                text(button.getPagePath()),
                text(button.getMediaId()),
                text(button.getArticleId()),
                text(button.getValue()),
                below.stream().map(MenuConverter::raw).toList());
    }

    private static Optional<MenuEntry.Button> read(Raw raw, List<String> unreadable) {
        Optional<MenuAction> action = action(raw);
        if (action.isEmpty()) {
            unreadable.add(raw.name);
        }
        return action.map(found -> new MenuEntry.Button(raw.name, found));
    }

    private static Optional<MenuAction> action(Raw raw) {
        if (raw.type.equals("text")) {
            return Optional.of(new MenuAction.ProviderText(raw.value));
        }
        Kind kind = KINDS.get(raw.type);
        if (kind == null) {
            return Optional.empty();
        }
        return Optional.of(
                switch (kind) {
                    case LINK -> new MenuAction.Link(raw.url);
                    case MINI_PROGRAM -> new MenuAction.MiniProgram(raw.appId, raw.pagePath, raw.url);
                    case MATERIAL -> new MenuAction.Stored(kind, raw.mediaId);
                    case ARTICLE, ARTICLE_VIEW -> new MenuAction.Stored(kind, raw.articleId);
                    default -> new MenuAction.Keyed(kind, raw.key);
                });
    }

    private static <T> List<T> orNone(@Nullable List<T> list) {
        return list == null ? List.of() : list;
    }

    private static String text(@Nullable String text) {
        return Objects.requireNonNullElse(text, "");
    }
}
