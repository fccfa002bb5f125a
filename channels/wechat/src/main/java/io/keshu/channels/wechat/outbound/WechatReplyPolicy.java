package io.keshu.channels.wechat.outbound;

import io.keshu.channels.api.ReplyPolicy;
import io.keshu.channels.api.ReplyPolicy.Grant;
import io.keshu.channels.api.ReplyPolicy.Trigger;
import java.time.Duration;
import java.util.List;
import java.util.Set;

/** What a follower does to be written to, how often and for how long (客服消息下发条数). */
public final class WechatReplyPolicy {

    private static final Duration TWO_DAYS = Duration.ofDays(2);
    private static final Duration A_MINUTE = Duration.ofMinutes(1);

    public static final ReplyPolicy POLICY = new ReplyPolicy(List.of(
            Grant.of(Trigger.WROTE, 5, TWO_DAYS),
            Grant.of(Trigger.MENU_TAPPED, 3, A_MINUTE).on(Set.of("click", "scancode_push", "scancode_waitmsg")),
            Grant.of(Trigger.SUBSCRIBED, 3, A_MINUTE),
            Grant.of(Trigger.SCANNED, 3, A_MINUTE),
            Grant.unlimited(Trigger.PAID, TWO_DAYS)));

    private WechatReplyPolicy() {}
}
