package io.keshu.channels.sandbox.push;

import io.keshu.channels.sandbox.world.Account;
import io.keshu.channels.sandbox.world.AccountSettings;
import io.keshu.channels.sandbox.world.PushMode;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What an account's server answered to a push.
 *
 * @param result {@code success}, {@code empty} or {@code reply}
 * @param reply a passive reply, else null
 */
record PushAnswer(String result, @Nullable ReplyContent reply) {

    private static final PushAnswer SUCCESS = new PushAnswer("success", null);
    private static final PushAnswer EMPTY = new PushAnswer("empty", null);

    /** @throws BadAnswerException if WeChat would push again */
    static PushAnswer read(Account receiver, String openid, int status, byte[] body, Instant now)
            throws BadAnswerException {
        if (status != 200) {
            throw new BadAnswerException("HTTP " + status);
        }
        String text = new String(body, StandardCharsets.UTF_8);
        if (text.isEmpty()) {
            return EMPTY;
        }
        if (text.equals("success")) {
            return SUCCESS;
        }
        if (!text.stripLeading().startsWith("<")) {
            throw new BadAnswerException("neither success nor a reply");
        }
        return reply(receiver, openid, Xml.read(text), now);
    }

    private static PushAnswer reply(Account receiver, String openid, Map<String, String> outer, Instant now)
            throws BadAnswerException {
        AccountSettings account = receiver.settings();
        Map<String, String> fields = outer.containsKey("Encrypt") ? opened(account, outer) : outer;
        if (fields == outer && account.mode() == PushMode.SECURE) {
            throw new BadAnswerException("reply is not encrypted");
        }
        if (!openid.equals(fields.get("ToUserName"))) {
            throw new BadAnswerException("reply to somebody else");
        }
        if (!account.originalId().equals(fields.get("FromUserName"))) {
            throw new BadAnswerException("reply from another account");
        }
        if (!fields.getOrDefault("CreateTime", "").matches("\\d+")) {
            throw new BadAnswerException("reply without CreateTime");
        }
        return new PushAnswer("reply", ReplyContent.of(fields, receiver.media(), now));
    }

    private static Map<String, String> opened(AccountSettings account, Map<String, String> outer)
            throws BadAnswerException {
        if (account.mode() == PushMode.PLAIN) {
            throw new BadAnswerException("reply is encrypted");
        }
        String encrypted = outer.getOrDefault("Encrypt", "");
        String signature = outer.getOrDefault("MsgSignature", "");
        if (!CallbackSigner.verify(
                signature,
                account.token(),
                outer.getOrDefault("TimeStamp", ""),
                outer.getOrDefault("Nonce", ""),
                encrypted)) {
            throw new BadAnswerException("reply with a wrong signature");
        }
        return Xml.read(new CallbackCrypto(account.encodingAesKey(), account.appId()).decrypt(encrypted));
    }
}
