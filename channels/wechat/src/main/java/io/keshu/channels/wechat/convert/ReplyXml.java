package io.keshu.channels.wechat.convert;

import io.keshu.channels.api.OutboundContent;
import io.keshu.channels.weixin.convert.CallbackXml;
import java.util.List;

/** The XML of answers that leave in a webhook's answer (被动回复). */
public final class ReplyXml {

    private ReplyXml() {}

    /**
     * One message.
     *
     * @param to the customer's openid
     * @param from the account's own id, {@code gh_…}, as the customer's message named it
     * @param seconds the time of sending since 1970
     * @param mediaId what WeChat calls the media that it shows; "" for what shows none
     * @throws IllegalArgumentException for kinds that don't leave this way
     */
    public static String message(String to, String from, long seconds, OutboundContent content, String mediaId) {
        StringBuilder xml = new StringBuilder(512).append("<xml>");
        element(xml, "ToUserName", to);
        element(xml, "FromUserName", from);
        xml.append("<CreateTime>").append(seconds).append("</CreateTime>");
        if (content instanceof OutboundContent.Text text) {
            element(xml, "MsgType", "text");
            element(xml, "Content", text.text());
        } else if (content instanceof OutboundContent.Articles articles) {
            element(xml, "MsgType", "news");
            articles(xml, articles.articles());
        } else if (content instanceof OutboundContent.Image) {
            element(xml, "MsgType", "image");
            nested(xml, "Image", "MediaId", mediaId);
        } else if (content instanceof OutboundContent.Voice) {
            element(xml, "MsgType", "voice");
            nested(xml, "Voice", "MediaId", mediaId);
        } else if (content instanceof OutboundContent.Video video) {
            element(xml, "MsgType", "video");
            nested(xml, "Video", "MediaId", mediaId, "Title", video.title(), "Description", video.description());
        } else if (content instanceof OutboundContent.Music music) {
            element(xml, "MsgType", "music");
            String better = music.betterUrl() == null ? music.url() : music.betterUrl();
            nested(
                    xml,
                    "Music",
                    "Title",
                    music.title(),
                    "Description",
                    music.description(),
                    "MusicUrl",
                    music.url(),
                    "HQMusicUrl",
                    better,
                    "ThumbMediaId",
                    mediaId);
        } else {
            throw new IllegalArgumentException("No passive reply: " + content.getClass());
        }
        return xml.append("</xml>").toString();
    }

    private static void nested(StringBuilder xml, String name, String... namesAndValues) {
        xml.append('<').append(name).append('>');
        for (int i = 0; i < namesAndValues.length; i += 2) {
            element(xml, namesAndValues[i], namesAndValues[i + 1]);
        }
        xml.append("</").append(name).append('>');
    }

    private static void articles(StringBuilder xml, List<OutboundContent.Article> articles) {
        xml.append("<ArticleCount>").append(articles.size()).append("</ArticleCount><Articles>");
        for (OutboundContent.Article article : articles) {
            xml.append("<item>");
            element(xml, "Title", article.title());
            element(xml, "Description", article.description());
            element(xml, "PicUrl", article.pictureUrl() == null ? "" : article.pictureUrl());
            element(xml, "Url", article.url());
            xml.append("</item>");
        }
        xml.append("</Articles>");
    }

    /** The envelope around an encrypted answer. */
    public static String encrypted(String encrypt, String signature, long seconds, String nonce) {
        StringBuilder xml = new StringBuilder(256 + encrypt.length()).append("<xml>");
        element(xml, "Encrypt", encrypt);
        element(xml, "MsgSignature", signature);
        xml.append("<TimeStamp>").append(seconds).append("</TimeStamp>");
        element(xml, "Nonce", nonce);
        return xml.append("</xml>").toString();
    }

    private static void element(StringBuilder xml, String name, String value) {
        // A CDATA section can't contain its own end; two sections around the cut read as one text.
        String safe = CallbackXml.withoutControls(value).replace("]]>", "]]]]><![CDATA[>");
        xml.append('<').append(name).append("><![CDATA[").append(safe).append("]]></");
        xml.append(name).append('>');
    }
}
