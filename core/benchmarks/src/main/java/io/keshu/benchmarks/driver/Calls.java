package io.keshu.benchmarks.driver;

import io.keshu.benchmarks.wechat.WechatAccount;
import io.keshu.benchmarks.wechat.WechatCrypto;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.List;
import java.util.SplittableRandom;

/**
 * WeChat's calls in secure mode, as they go over the wire. Every message has its own id, text, random bytes and nonce; encrypting is
 * part of the driver's cost, whoever is called. Not thread-safe.
 */
final class Calls {

    private static final String WORDS =
            "您好请问我的订单什么时候发货已经等了三天还没有收到快递单号能帮忙查一下吗谢谢退款需要多久可以到账" + "这个产品支持七天无理由退换货怎么申请售后客服在吗想了解会员积分如何使用优惠券过期了还能不能补发";
    private static final int SHORTEST = 6;
    private static final int LONGEST = 60;

    private final Customers customers;
    private final List<WechatCrypto> cryptos;
    private final Clock clock;
    private final SplittableRandom random;
    private final ByteArrayOutputStream request = new ByteArrayOutputStream(4096);
    private long messageId;

    /** @param messageId where the ids of messages begin; they grow, as WeChat's do */
    Calls(Customers customers, List<WechatAccount> accounts, Clock clock, long messageId) {
        this.customers = customers;
        this.cryptos = accounts.stream().map(WechatCrypto::new).toList();
        this.clock = clock;
        this.messageId = messageId;
        this.random = new SplittableRandom(messageId);
    }

    /** A whole request with a new message from a customer. */
    ByteBuffer next(int customer, int port) {
        WechatAccount account = customers.accountOf(customer);
        WechatCrypto crypto = cryptos.get(customers.accountNumber(customer));
        String openId = Customers.openId(customer);
        long seconds = clock.millis() / 1000;
        byte[] encrypt = crypto.encrypt(random.nextLong(), utf8(message(account, openId, seconds)));
        String timestamp = Long.toString(seconds);
        String nonce = Integer.toUnsignedString(random.nextInt());
        String signature = crypto.signature(utf8(timestamp), utf8(nonce));
        String messageSignature = crypto.signature(utf8(timestamp), utf8(nonce), encrypt);
        byte[] opening = utf8(
                "<xml>\n    <ToUserName><![CDATA[" + account.originalId() + "]]></ToUserName>\n    <Encrypt><![CDATA[");
        byte[] closing = utf8("]]></Encrypt>\n</xml>\n");
        int length = opening.length + encrypt.length + closing.length;
        request.reset();
        request.writeBytes(utf8("POST /webhooks/wechat/" + account.key() + "?signature=" + signature + "&timestamp="
                + timestamp + "&nonce=" + nonce + "&openid=" + openId + "&encrypt_type=aes&msg_signature="
                + messageSignature + " HTTP/1.1\r\nUser-Agent: Mozilla/4.0\r\nAccept: */*\r\nHost: 127.0.0.1:" + port
                + "\r\nPragma: no-cache\r\nConnection: Keep-Alive\r\nContent-Length: " + length
                + "\r\nContent-Type: text/xml\r\n\r\n"));
        request.writeBytes(opening);
        request.writeBytes(encrypt);
        request.writeBytes(closing);
        return ByteBuffer.wrap(request.toByteArray());
    }

    private String message(WechatAccount account, String openId, long seconds) {
        long id = messageId += 1 + random.nextInt(1000);
        int from = random.nextInt(WORDS.length() - LONGEST);
        String text = WORDS.substring(from, from + random.nextInt(SHORTEST, LONGEST)) + " " + id;
        return "<xml><ToUserName><![CDATA[" + account.originalId() + "]]></ToUserName>\n<FromUserName><![CDATA["
                + openId
                + "]]></FromUserName>\n<CreateTime>" + seconds
                + "</CreateTime>\n<MsgType><![CDATA[text]]></MsgType>\n<Content><![CDATA[" + text
                + "]]></Content>\n<MsgId>" + id + "</MsgId>\n</xml>";
    }

    private static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
