package io.keshu.channels.wechat.client;

import io.keshu.channels.api.ChannelAccount;
import io.keshu.channels.api.ConditionalMenu;
import io.keshu.channels.api.MenuAudience;
import io.keshu.channels.api.MenuTree;
import io.keshu.channels.api.PublishedMenu;
import io.keshu.channels.weixin.client.Answers;
import io.keshu.channels.weixin.client.ApiAnswer;
import io.keshu.channels.weixin.client.Calls;
import io.keshu.channels.weixin.config.PerAccount;
import java.io.IOException;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import me.chanjar.weixin.common.bean.menu.WxMenu;
import me.chanjar.weixin.common.bean.menu.WxMenuRule;
import me.chanjar.weixin.common.error.WxErrorException;
import me.chanjar.weixin.mp.api.WxMpMenuService;
import me.chanjar.weixin.mp.bean.menu.WxMpGetSelfMenuInfoResult;
import me.chanjar.weixin.mp.bean.menu.WxMpMenu;
import me.chanjar.weixin.mp.bean.menu.WxMpMenu.WxMpConditionalMenu;
import me.chanjar.weixin.mp.enums.WxMpApiUrl;
import org.jspecify.annotations.Nullable;

/** Calls WeChat's menu API (自定义菜单). Each call makes one attempt and doesn't throw. Thread-safe. */
public final class MenuClient {

    private final PerAccount<AccountService> services;

    MenuClient(PerAccount<AccountService> services) {
        this.services = services;
    }

    /** Replaces the default menu. Posted as such, since the SDK's method keeps WeChat's answer to itself. */
    public ApiAnswer<Boolean> create(ChannelAccount account, MenuTree tree) {
        String menu = MenuConverter.toSdk(tree).toJson();
        return Calls.of(() -> Answers.clear(services.of(account).post(WxMpApiUrl.Menu.MENU_CREATE, menu)));
    }

    /** Adds a menu for the bearers of a tag, tried before those that are there; it answers with its id. */
    public ApiAnswer<String> add(ChannelAccount account, ConditionalMenu menu) {
        WxMenuRule rule = new WxMenuRule();
        rule.setTagId(menu.audience());
        WxMenu made = MenuConverter.toSdk(menu.tree());
        made.setMatchRule(rule);
        return call(account, menus -> menus.menuCreate(made));
    }

    /** Takes one menu away that was {@link #add}ed. */
    public ApiAnswer<Boolean> remove(ChannelAccount account, String conditionalId) {
        return call(account, menus -> {
            menus.menuDelete(conditionalId);
            return true;
        });
    }

    /** Takes all menus away. The SDK tells nothing of the answer but an error, so whoever must be sure reads afterwards. */
    public ApiAnswer<Boolean> removeAll(ChannelAccount account) {
        return call(account, menus -> {
            menus.menuDelete();
            return true;
        });
    }

    /** The menu that this customer sees; no entries if none. */
    public ApiAnswer<MenuTree> match(ChannelAccount account, String openid) {
        return call(account, menus -> {
            WxMenu found = menus.menuTryMatch(openid);
            return MenuConverter.tree(found == null ? null : found.getButtons(), new ArrayList<>());
        });
    }

    /** What is there, also if it was made on WeChat's own pages, which the first of the two calls does not tell. */
    public ApiAnswer<WechatMenus> read(ChannelAccount account) {
        return call(account, menus -> {
            WxMpMenu made = menus.menuGet();
            return made == null ? own(menus.getSelfMenuInfo()) : read(made);
        });
    }

    /** The account's tags. */
    public ApiAnswer<List<MenuAudience>> tags(ChannelAccount account) {
        return Calls.of(() -> services.of(account).getUserTagService().tagGet().stream()
                .map(tag -> new MenuAudience(String.valueOf(tag.getId()), String.valueOf(tag.getName())))
                .toList());
    }

    private static WechatMenus own(WxMpGetSelfMenuInfoResult result) {
        if (result.getIsMenuOpen() == null) {
            throw new IllegalStateException("answer without is_menu_open");
        }
        if (result.getIsMenuOpen() == 0 || result.getSelfMenuInfo() == null) {
            return new WechatMenus(PublishedMenu.NONE, List.of());
        }
        List<String> unreadable = new ArrayList<>();
        MenuTree tree = MenuConverter.ownTree(result.getSelfMenuInfo().getButtons(), unreadable);
        return new WechatMenus(new PublishedMenu(tree, List.of(), unreadable), List.of());
    }

    private static WechatMenus read(WxMpMenu made) {
        WxMpConditionalMenu standard = made.getMenu();
        if (standard == null || standard.getButtons() == null) {
            throw new IllegalStateException("answer without menu");
        }
        List<String> unreadable = new ArrayList<>();
        MenuTree tree = MenuConverter.tree(standard.getButtons(), unreadable);
        List<ConditionalMenu> conditional = new ArrayList<>();
        List<String> ids = new ArrayList<>();
        for (WxMpConditionalMenu each : newestFirst(made.getConditionalMenu())) {
            ids.add(String.valueOf(each.getMenuId()));
            String tag = each.getRule() == null ? null : each.getRule().getTagId();
            if (tag == null || tag.isBlank()) {
                // Made when menus could still go by sex or place.
                unreadable.add("#" + each.getMenuId());
            } else {
                conditional.add(new ConditionalMenu(tag, MenuConverter.tree(each.getButtons(), unreadable)));
            }
        }
        return new WechatMenus(new PublishedMenu(tree, conditional, unreadable), ids);
    }

    /** WeChat tries the newest first; ids grow. */
    private static List<WxMpConditionalMenu> newestFirst(@Nullable List<WxMpConditionalMenu> menus) {
        if (menus == null) {
            return List.of();
        }
        return menus.stream()
                .sorted(Comparator.comparing((WxMpConditionalMenu menu) -> new BigInteger(menu.getMenuId()))
                        .reversed())
                .toList();
    }

    private interface MenuQuestion<T> {
        T ask(WxMpMenuService menus) throws WxErrorException, IOException;
    }

    private <T> ApiAnswer<T> call(ChannelAccount account, MenuQuestion<T> question) {
        return Calls.of(() -> question.ask(services.of(account).getMenuService()));
    }
}
