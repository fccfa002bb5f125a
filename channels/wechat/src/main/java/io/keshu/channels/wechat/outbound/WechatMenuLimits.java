package io.keshu.channels.wechat.outbound;

import io.keshu.channels.api.MenuAction;
import io.keshu.channels.api.MenuLimits;
import java.util.EnumSet;
import java.util.Set;

/** What WeChat takes as a menu. */
public final class WechatMenuLimits {

    /** As documented; the number of conditional menus is our own, since each costs a call on every publication. */
    public static final MenuLimits LIMITS = new MenuLimits(
            3,
            5,
            16,
            60,
            128,
            1024,
            Set.of("http", "https"),
            EnumSet.complementOf(EnumSet.of(MenuAction.Kind.PROVIDER_TEXT)),
            20);

    private WechatMenuLimits() {}
}
