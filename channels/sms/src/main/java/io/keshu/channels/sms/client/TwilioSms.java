package io.keshu.channels.sms.client;

import io.keshu.channels.sms.config.CloudSettings;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Base64;
import java.util.Map;
import java.util.TreeMap;
import tools.jackson.databind.JsonNode;

/** Twilio's messages, 2010-04-01. Thread-safe. */
public final class TwilioSms {

    private static final int CREATED = 201;
    private static final int OK = 200;
    private static final int SERVER_ERRORS = 500;

    /** Twilio's own word for too many calls, where the body says nothing. */
    private static final int TOO_MANY = 429;

    private static final int UNAVAILABLE = 503;

    private final HttpCalls http;

    public TwilioSms(HttpCalls http) {
        this.http = http;
    }

    /**
     * Sends one text.
     *
     * @param callback where Twilio is to say what became of it; empty for nowhere
     */
    public SendOutcome send(CloudSettings settings, String number, String text, String callback) {
        Map<String, String> form = new TreeMap<>(Map.of("To", number, "Body", text));
        form.put(settings.sender().startsWith("MG") ? "MessagingServiceSid" : "From", settings.sender());
        if (!callback.isEmpty()) {
            form.put("StatusCallback", callback);
        }
        StringBuilder body = new StringBuilder();
        form.forEach((name, value) -> body.append(body.isEmpty() ? "" : "&")
                .append(name)
                .append('=')
                .append(URLEncoder.encode(value, StandardCharsets.UTF_8)));
        return outcome(http.call(
                URI.create(settings.base() + "/2010-04-01/Accounts/" + settings.keyId() + "/Messages.json"),
                Map.of(
                        "Authorization", basic(settings),
                        "Content-Type", "application/x-www-form-urlencoded; charset=utf-8",
                        "Accept", "application/json"),
                body.toString()));
    }

    /** Asks for the account itself. */
    public SendOutcome look(CloudSettings settings) {
        return outcome(http.call(
                URI.create(settings.base() + "/2010-04-01/Accounts/" + settings.keyId() + ".json"),
                Map.of("Authorization", basic(settings), "Accept", "application/json"),
                null));
    }

    private static SendOutcome outcome(HttpCalls.Ended ended) {
        if (ended instanceof HttpCalls.Ended.NotSent not) {
            return new SendOutcome.NotSent(not.detail());
        }
        if (ended instanceof HttpCalls.Ended.Unclear unclear) {
            return new SendOutcome.Unclear(unclear.detail());
        }
        HttpCalls.Ended.Answered answer = (HttpCalls.Ended.Answered) ended;
        JsonNode body = Json.read(answer.body());
        if (answer.status() == CREATED || answer.status() == OK) {
            String sid = Json.text(body, "sid");
            return sid.isEmpty() ? new SendOutcome.Unclear("No sid") : new SendOutcome.Taken(sid);
        }
        String code = Json.text(body, "code");
        if (answer.status() >= SERVER_ERRORS && answer.status() != UNAVAILABLE) {
            return new SendOutcome.Unclear("HTTP " + answer.status() + " " + code);
        }
        if (answer.status() == TOO_MANY || answer.status() == UNAVAILABLE) {
            return new SendOutcome.Refused(Integer.toString(answer.status()), Json.text(body, "message"));
        }
        return new SendOutcome.Refused(
                code.isEmpty() ? Integer.toString(answer.status()) : code, Json.text(body, "message"));
    }

    static String basic(CloudSettings settings) {
        String both = settings.keyId() + ":" + settings.key();
        return "Basic " + Base64.getEncoder().encodeToString(both.getBytes(StandardCharsets.UTF_8));
    }

    /**
     * Whether Twilio made this call: base64 of the HMAC-SHA1, with the account's token, of the public address followed by the form's
     * names and values in the names' order.
     */
    public static boolean signed(CloudSettings settings, String publicUrl, Map<String, String> form, String signature) {
        StringBuilder text = new StringBuilder(publicUrl);
        new TreeMap<>(form).forEach((name, value) -> text.append(name).append(value));
        String right = Base64.getEncoder().encodeToString(Hashing.hmacSha1(settings.key(), text.toString()));
        return MessageDigest.isEqual(
                right.getBytes(StandardCharsets.UTF_8), signature.getBytes(StandardCharsets.UTF_8));
    }
}
