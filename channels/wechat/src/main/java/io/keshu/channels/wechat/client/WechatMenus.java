package io.keshu.channels.wechat.client;

import io.keshu.channels.api.PublishedMenu;
import java.util.List;

/**
 * An account's menus as WeChat gives them.
 *
 * @param conditionalIds WeChat's ids of all menus for some customers, also of those that {@code menu} can't express
 */
public record WechatMenus(PublishedMenu menu, List<String> conditionalIds) {

    public WechatMenus {
        conditionalIds = List.copyOf(conditionalIds);
    }
}
