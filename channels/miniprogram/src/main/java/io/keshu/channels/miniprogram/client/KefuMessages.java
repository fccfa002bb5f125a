package io.keshu.channels.miniprogram.client;

import cn.binarywang.wx.miniapp.bean.WxMaKefuMessage;
import io.keshu.channels.api.MediaId;
import io.keshu.channels.api.OutboundContent;
import java.util.function.Function;

/** Customer-service messages as mini programs take them. */
final class KefuMessages {

    private KefuMessages() {}

    /**
     * @param media what WeChat calls the media that the content names
     * @throws IllegalArgumentException for kinds that mini programs don't carry
     */
    static String json(String openid, OutboundContent content, Function<MediaId, String> media) {
        if (content instanceof OutboundContent.Text text) {
            return WxMaKefuMessage.newTextBuilder()
                    .toUser(openid)
                    .content(text.text())
                    .build()
                    .toJson();
        } else if (content instanceof OutboundContent.Image image) {
            return WxMaKefuMessage.newImageBuilder()
                    .toUser(openid)
                    .mediaId(media.apply(image.media()))
                    .build()
                    .toJson();
        } else if (content instanceof OutboundContent.Articles articles) {
            OutboundContent.Article article = articles.articles().get(0);
            String picture = article.pictureUrl();
            return WxMaKefuMessage.newLinkBuilder()
                    .toUser(openid)
                    .title(article.title())
                    .description(article.description())
                    .url(article.url())
                    .thumbUrl(picture == null ? "" : picture)
                    .build()
                    .toJson();
        } else if (content instanceof OutboundContent.MiniProgramPage page) {
            return WxMaKefuMessage.newMaPageBuilder()
                    .toUser(openid)
                    .title(page.title())
                    .pagePath(page.path())
                    .thumbMediaId(media.apply(page.thumbnail()))
                    .build()
                    .toJson();
        }
        throw new IllegalArgumentException(
                "Mini programs do not carry " + content.getClass().getSimpleName());
    }
}
