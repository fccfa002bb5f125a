package io.keshu.channels.wechat.outbound;

import io.keshu.channels.api.ProviderAnswer;
import io.keshu.channels.api.ProviderProblem.Reason;
import io.keshu.channels.weixin.client.ApiAnswer;
import io.keshu.channels.weixin.outbound.ProviderErrors;
import java.util.Map;

/** What a failed call about followers, tags or codes says. */
final class ProviderErrorCodes {

    private static final ProviderErrors ERRORS = new ProviderErrors(Map.of(
            Reason.TOO_MANY_TAGS, Integer.toString(AccountAudience.LIMITS.tags()),
            Reason.NAME_TOO_LONG, Integer.toString(AccountAudience.LIMITS.nameLength()),
            Reason.TOO_MANY_TAGS_ON_ONE, Integer.toString(AccountAudience.LIMITS.tagsOnOne()),
            Reason.TOO_MANY_CUSTOMERS, Integer.toString(AccountAudience.LIMITS.taggedAtOnce()),
            Reason.TOO_MANY_CODES, Integer.toString(AccountScenes.LIMITS.permanent())));

    private ProviderErrorCodes() {}

    static <T> ProviderAnswer<T> answer(ApiAnswer<T> answer) {
        return ERRORS.answer(answer);
    }
}
