package io.keshu.channels.weixin.inbound;

import io.keshu.channels.api.WebhookReply.Outcome;
import io.keshu.channels.api.WebhookRequest;
import io.keshu.channels.weixin.config.CallbackTimes;
import io.keshu.channels.weixin.config.EncryptionMode;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Decides whether a call is WeChat's and reads it. An encrypted call is authentic by {@code msg_signature} alone, which covers what was
 * encrypted; {@code signature} covers no content and is looked at only where the mode sends readable messages. Authenticity comes first, so
 * that a stranger learns nothing from the other refusals.
 */
public final class CallbackOpener {

    /** How reading ended. */
    public sealed interface Opened {
        /**
         * An authentic message.
         *
         * @param text as WeChat wrote it, decrypted
         * @param encryptedWith the cipher that the answer is to be encrypted with, if the message was
         */
        record Message(
                Map<String, String> fields,
                String text,
                @Nullable CallbackCipher encryptedWith) implements Opened {}

        record Refused(Outcome outcome, String detail) implements Opened {}
    }

    private final CallbackTimes times;
    private final Function<String, Optional<Map<String, String>>> reader;
    private final Clock clock;

    /** @param reader of bodies: what they say by names, or empty if they are not in a form that is taken */
    public CallbackOpener(CallbackTimes times, Function<String, Optional<Map<String, String>>> reader, Clock clock) {
        this.times = times;
        this.reader = reader;
        this.clock = clock;
    }

    /** Whether the message is WeChat's, and what it says. */
    public Opened open(CallbackAccount account, WebhookRequest request) {
        EncryptionMode mode = account.settings().mode();
        boolean saysEncrypted = "aes".equals(request.query().get("encrypt_type"));
        boolean encrypted = mode == EncryptionMode.SECURE
                || (saysEncrypted && (mode == EncryptionMode.COMPAT || account.cipher() != null));
        return encrypted ? openEncrypted(account, request) : openPlain(account, request);
    }

    /** Refuses unless {@code signature} is right and the time near; used for the handshake too. */
    public @Nullable Outcome checkSigned(CallbackAccount account, Map<String, String> query) {
        if (!signed(account, query, query.get("signature"), null)) {
            return Outcome.BAD_SIGNATURE;
        }
        return isFresh(account, query) ? null : Outcome.STALE;
    }

    private Opened openPlain(CallbackAccount account, WebhookRequest request) {
        Outcome refusal = checkSigned(account, request.query());
        if (refusal != null) {
            return new Opened.Refused(refusal, "signature");
        }
        String xml = new String(request.body(), StandardCharsets.UTF_8);
        return read(xml, null);
    }

    private Opened openEncrypted(CallbackAccount account, WebhookRequest request) {
        Map<String, String> query = request.query();
        String body = new String(request.body(), StandardCharsets.UTF_8);
        Map<String, String> outer = reader.apply(body).orElse(null);
        if (outer == null) {
            return new Opened.Refused(Outcome.MALFORMED, "body can't be read");
        }
        String encrypt = outer.get("Encrypt");
        if (encrypt == null || !signed(account, query, query.get("msg_signature"), encrypt)) {
            return new Opened.Refused(Outcome.BAD_SIGNATURE, encrypt == null ? "not encrypted" : "msg_signature");
        }
        if (!isFresh(account, query)) {
            return new Opened.Refused(Outcome.STALE, "timestamp");
        }
        CallbackCipher cipher = account.cipher();
        if (cipher == null) {
            return new Opened.Refused(Outcome.BAD_ENCRYPTION, "the account has no valid EncodingAESKey");
        }
        CallbackCipher.Decrypted decrypted = cipher.decrypt(encrypt);
        if (decrypted instanceof CallbackCipher.Decrypted.Message message) {
            return read(message.text(), cipher);
        }
        return decrypted instanceof CallbackCipher.Decrypted.WrongApp
                ? new Opened.Refused(Outcome.WRONG_APP, "encrypted for another AppID")
                : new Opened.Refused(Outcome.BAD_ENCRYPTION, "does not decrypt");
    }

    private Opened read(String xml, @Nullable CallbackCipher cipher) {
        return reader.apply(xml)
                .<Opened>map(fields -> new Opened.Message(fields, xml, cipher))
                .orElseGet(() -> new Opened.Refused(Outcome.MALFORMED, "message can't be read"));
    }

    private static boolean signed(
            CallbackAccount account, Map<String, String> query, @Nullable String signature, @Nullable String encrypt) {
        String token = account.settings().token();
        String timestamp = query.get("timestamp");
        String nonce = query.get("nonce");
        if (token.isEmpty() || timestamp == null || nonce == null) {
            return false;
        }
        return encrypt == null
                ? CallbackSignature.matches(signature, token, timestamp, nonce)
                : CallbackSignature.matches(signature, token, timestamp, nonce, encrypt);
    }

    private boolean isFresh(CallbackAccount account, Map<String, String> query) {
        if (!account.settings().checkTimestamp()) {
            return true;
        }
        try {
            long age = clock.instant().getEpochSecond() - Long.parseLong(query.getOrDefault("timestamp", ""));
            return age <= times.maxAge().toSeconds()
                    && age >= -times.clockSkew().toSeconds();
        } catch (NumberFormatException e) {
            return false;
        }
    }
}
