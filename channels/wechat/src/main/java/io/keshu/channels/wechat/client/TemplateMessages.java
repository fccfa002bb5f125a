package io.keshu.channels.wechat.client;

import com.google.gson.JsonObject;
import io.keshu.channels.api.OutboundContent.Template;
import io.keshu.channels.api.OutboundContent.TemplateLink;
import io.keshu.channels.api.OutboundMessageId;

/** Template messages as WeChat takes them. */
final class TemplateMessages {

    private TemplateMessages() {}

    /** WeChat sends a message of the same {@code client_msg_id} to the same person once within ten minutes. */
    static String json(String openid, OutboundMessageId id, Template template) {
        JsonObject message = new JsonObject();
        message.addProperty("touser", openid);
        message.addProperty("template_id", template.templateId());
        message.addProperty("client_msg_id", id.toString());
        TemplateLink link = template.link();
        if (link != null) {
            if (link.url() != null) {
                message.addProperty("url", link.url());
            }
            if (link.appId() != null) {
                JsonObject miniProgram = new JsonObject();
                miniProgram.addProperty("appid", link.appId());
                if (link.path() != null) {
                    miniProgram.addProperty("pagepath", link.path());
                }
                message.add("miniprogram", miniProgram);
            }
        }
        JsonObject data = new JsonObject();
        template.values().forEach(value -> {
            JsonObject filled = new JsonObject();
            filled.addProperty("value", value.value());
            data.add(value.name(), filled);
        });
        message.add("data", data);
        return message.toString();
    }
}
