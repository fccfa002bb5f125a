package io.keshu.channels.wechat.convert;

/** The XML of answers that leave in a webhook's answer (被动回复). */
public final class ReplyXml {

    private ReplyXml() {}

    /**
     * One text.
     *
     * @param to the customer's openid
     * @param from the account's own id, {@code gh_…}, as the customer's message named it
     * @param seconds the time of sending since 1970
     */
    public static String text(String to, String from, long seconds, String text) {
        StringBuilder xml = new StringBuilder(256 + text.length()).append("<xml>");
        element(xml, "ToUserName", to);
        element(xml, "FromUserName", from);
        xml.append("<CreateTime>").append(seconds).append("</CreateTime>");
        element(xml, "MsgType", "text");
        element(xml, "Content", text);
        return xml.append("</xml>").toString();
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
