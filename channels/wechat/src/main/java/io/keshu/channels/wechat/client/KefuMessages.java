package io.keshu.channels.wechat.client;

import io.keshu.channels.api.MediaId;
import io.keshu.channels.api.OutboundContent;
import java.util.List;
import java.util.function.Function;
import me.chanjar.weixin.mp.bean.kefu.WxMpKefuMessage;
import me.chanjar.weixin.mp.builder.kefu.NewsBuilder;
import me.chanjar.weixin.mp.builder.kefu.WxMsgMenuBuilder;

/** Customer-service messages (客服消息) as WeChat takes them. */
final class KefuMessages {

    private KefuMessages() {}

    /**
     * @param media what WeChat calls the media that the content names
     * @throws IllegalArgumentException for kinds that WeChat doesn't carry
     */
    static String json(String openid, OutboundContent content, Function<MediaId, String> media) {
        return message(content, media, openid).toJson();
    }

    private static WxMpKefuMessage message(OutboundContent content, Function<MediaId, String> media, String openid) {
        if (content instanceof OutboundContent.Text text) {
            return WxMpKefuMessage.TEXT().toUser(openid).content(text.text()).build();
        } else if (content instanceof OutboundContent.Image image) {
            return WxMpKefuMessage.IMAGE()
                    .toUser(openid)
                    .mediaId(media.apply(image.media()))
                    .build();
        } else if (content instanceof OutboundContent.Voice voice) {
            return WxMpKefuMessage.VOICE()
                    .toUser(openid)
                    .mediaId(media.apply(voice.media()))
                    .build();
        } else if (content instanceof OutboundContent.Video video) {
            return WxMpKefuMessage.VIDEO()
                    .toUser(openid)
                    .mediaId(media.apply(video.media()))
                    .title(video.title())
                    .description(video.description())
                    .build();
        } else if (content instanceof OutboundContent.Music music) {
            String better = music.betterUrl();
            return WxMpKefuMessage.MUSIC()
                    .toUser(openid)
                    .title(music.title())
                    .description(music.description())
                    .musicUrl(music.url())
                    .hqMusicUrl(better == null ? music.url() : better)
                    .thumbMediaId(media.apply(music.thumbnail()))
                    .build();
        }
        return card(content, media, openid);
    }

    private static WxMpKefuMessage card(OutboundContent content, Function<MediaId, String> media, String openid) {
        if (content instanceof OutboundContent.Articles articles) {
            return articles(articles.articles(), openid);
        } else if (content instanceof OutboundContent.Published item) {
            return published(item, openid);
        } else if (content instanceof OutboundContent.MiniProgramPage page) {
            return WxMpKefuMessage.MINIPROGRAMPAGE()
                    .toUser(openid)
                    .title(page.title())
                    .appId(page.appId())
                    .pagePath(page.path())
                    .thumbMediaId(media.apply(page.thumbnail()))
                    .build();
        } else if (content instanceof OutboundContent.Options options) {
            WxMsgMenuBuilder menu = WxMpKefuMessage.MSGMENU()
                    .toUser(openid)
                    .headContent(options.question())
                    .tailContent(options.closing());
            for (OutboundContent.Option option : options.options()) {
                menu.addMenus(new WxMpKefuMessage.MsgMenu(option.id(), option.text()));
            }
            return menu.build();
        }
        throw new IllegalArgumentException(
                "WeChat does not carry " + content.getClass().getSimpleName());
    }

    private static WxMpKefuMessage articles(List<OutboundContent.Article> articles, String openid) {
        NewsBuilder news = WxMpKefuMessage.NEWS().toUser(openid);
        for (OutboundContent.Article article : articles) {
            WxMpKefuMessage.WxArticle card = new WxMpKefuMessage.WxArticle();
            card.setTitle(article.title());
            card.setDescription(article.description());
            card.setUrl(article.url());
            if (article.pictureUrl() != null) {
                card.setPicUrl(article.pictureUrl());
            }
            news.addArticle(card);
        }
        return news.build();
    }

    private static WxMpKefuMessage published(OutboundContent.Published item, String openid) {
        return switch (item.kind()) {
            case ARTICLE ->
                WxMpKefuMessage.MPNEWSARTICLE()
                        .toUser(openid)
                        .articleId(item.providerId())
                        .build();
            case MATERIAL ->
                WxMpKefuMessage.MPNEWS()
                        .toUser(openid)
                        .mediaId(item.providerId())
                        .build();
            case COUPON ->
                WxMpKefuMessage.WXCARD()
                        .toUser(openid)
                        .cardId(item.providerId())
                        .build();
        };
    }
}
