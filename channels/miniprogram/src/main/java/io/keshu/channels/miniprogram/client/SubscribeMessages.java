package io.keshu.channels.miniprogram.client;

import cn.binarywang.wx.miniapp.bean.WxMaSubscribeMessage;
import cn.binarywang.wx.miniapp.bean.WxMaSubscribeMessage.MsgData;
import io.keshu.channels.api.OutboundContent.Template;
import org.jspecify.annotations.Nullable;

/** Subscribe messages as WeChat takes them. */
final class SubscribeMessages {

    private SubscribeMessages() {}

    static String json(String openid, Template template, @Nullable String page) {
        WxMaSubscribeMessage message = WxMaSubscribeMessage.builder()
                .toUser(openid)
                .templateId(template.templateId())
                .build();
        if (page != null) {
            message.setPage(page);
        }
        template.values().forEach(value -> message.addData(new MsgData(value.name(), value.value())));
        return message.toJson();
    }
}
