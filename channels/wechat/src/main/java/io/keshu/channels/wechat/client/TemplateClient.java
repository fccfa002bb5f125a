package io.keshu.channels.wechat.client;

import io.keshu.channels.api.ChannelAccount;
import io.keshu.channels.weixin.client.ApiAnswer;
import io.keshu.channels.weixin.client.Calls;
import io.keshu.channels.weixin.config.PerAccount;
import java.util.List;
import me.chanjar.weixin.mp.bean.template.WxMpTemplate;
import org.jspecify.annotations.Nullable;

/** Asks WeChat for an account's message templates (模板消息). One attempt for each call, which doesn't throw. Thread-safe. */
public final class TemplateClient {

    private final PerAccount<AccountService> services;

    TemplateClient(PerAccount<AccountService> services) {
        this.services = services;
    }

    /**
     * One template as WeChat gives it.
     *
     * @param content with {@code {{name.DATA}}} where values come
     */
    public record Raw(String id, String title, String content, String example) {}

    /** All of the account's (get_all_private_template). */
    public ApiAnswer<List<Raw>> all(ChannelAccount account) {
        return Calls.of(() -> services.of(account).getTemplateMsgService().getAllPrivateTemplate().stream()
                .map(TemplateClient::raw)
                .toList());
    }

    private static Raw raw(WxMpTemplate template) {
        return new Raw(
                String.valueOf(template.getTemplateId()),
                text(template.getTitle()),
                text(template.getContent()),
                text(template.getExample()));
    }

    private static String text(@Nullable String value) {
        return value == null ? "" : value;
    }
}
