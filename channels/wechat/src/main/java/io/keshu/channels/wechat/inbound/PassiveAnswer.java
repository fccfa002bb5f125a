package io.keshu.channels.wechat.inbound;

import io.keshu.channels.api.OutboundContent;
import io.keshu.channels.wechat.convert.ReplyXml;
import io.keshu.channels.weixin.inbound.CallbackAccount;
import io.keshu.channels.weixin.inbound.CallbackCipher;
import io.keshu.channels.weixin.inbound.CallbackOpener;
import io.keshu.channels.weixin.inbound.CallbackSignature;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.time.Clock;

/** Writes an automatic answer in the form that the customer's message came in. */
final class PassiveAnswer {

    private static final String LETTERS = "0123456789abcdefghijklmnopqrstuvwxyz";
    private static final int RANDOM_LENGTH = 16;

    private final SecureRandom random = new SecureRandom();
    private final Clock clock;

    PassiveAnswer(Clock clock) {
        this.clock = clock;
    }

    byte[] write(
            CallbackAccount account,
            CallbackOpener.Opened.Message message,
            String to,
            OutboundContent content,
            String mediaId) {
        long seconds = clock.instant().getEpochSecond();
        String from = message.fields().getOrDefault("ToUserName", "");
        String xml = ReplyXml.message(to, from, seconds, content, mediaId);
        CallbackCipher cipher = message.encryptedWith();
        return (cipher == null ? xml : encrypted(account, cipher, xml, seconds)).getBytes(StandardCharsets.UTF_8);
    }

    private String encrypted(CallbackAccount account, CallbackCipher cipher, String xml, long seconds) {
        String encrypt = cipher.encrypt(letters().getBytes(StandardCharsets.US_ASCII), xml);
        String nonce = letters();
        String signature = CallbackSignature.sign(account.settings().token(), Long.toString(seconds), nonce, encrypt);
        return ReplyXml.encrypted(encrypt, signature, seconds, nonce);
    }

    private String letters() {
        StringBuilder letters = new StringBuilder(RANDOM_LENGTH);
        for (int i = 0; i < RANDOM_LENGTH; i++) {
            letters.append(LETTERS.charAt(random.nextInt(LETTERS.length())));
        }
        return letters.toString();
    }
}
