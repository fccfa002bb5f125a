package io.keshu.channels.sms.inbound;

import static java.util.concurrent.CompletableFuture.completedFuture;

import io.keshu.channels.api.ChannelAccount;
import io.keshu.channels.api.ChannelAccounts;
import io.keshu.channels.api.ChannelType;
import io.keshu.channels.api.DeliveryProblem.Reason;
import io.keshu.channels.api.ExternalUserId;
import io.keshu.channels.api.InboundContent;
import io.keshu.channels.api.InboundEnvelope;
import io.keshu.channels.api.InboundSink;
import io.keshu.channels.api.WebhookReply;
import io.keshu.channels.api.WebhookReply.Outcome;
import io.keshu.channels.api.WebhookRequest;
import io.keshu.channels.sms.client.TwilioMedia;
import io.keshu.channels.sms.client.TwilioSms;
import io.keshu.channels.sms.config.CloudSettings;
import io.keshu.channels.sms.convert.FormBody;
import io.keshu.channels.sms.convert.Ids;
import io.keshu.channels.sms.convert.PhoneNumbers;
import io.keshu.channels.sms.convert.SmsText;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletionStage;

/** Answers Twilio's calls: messages, and what became of ours. Thread-safe. */
public final class TwilioReceiver {

    private static final String XML = "text/xml;charset=utf-8";
    private static final String THANKS = "<?xml version=\"1.0\" encoding=\"UTF-8\"?><Response/>";
    private static final String SIGNATURE = "X-Twilio-Signature";
    private static final String FORM = "application/x-www-form-urlencoded";
    private static final int MOST_MEDIA = 10;

    /** The last words on a message; others are on the way. */
    private static final Set<String> FAILED = Set.of("undelivered", "failed", "canceled");

    private static final Set<String> ARRIVED = Set.of("delivered", "read");

    private final ChannelType type;
    private final ChannelAccounts accounts;
    private final Clock clock;

    public TwilioReceiver(ChannelType type, ChannelAccounts accounts, Clock clock) {
        this.type = type;
        this.accounts = accounts;
        this.clock = clock;
    }

    /** As {@link io.keshu.channels.api.WebhookChannel#receive}. */
    public CompletionStage<WebhookReply> receive(WebhookRequest request, InboundSink sink) {
        Optional<ChannelAccount> account =
                accounts.find(type, request.accountKey()).filter(ChannelAccount::enabled);
        if (account.isEmpty()) {
            return completedFuture(Replies.refused(Outcome.UNKNOWN_ACCOUNT, Replies.NOT_FOUND));
        }
        if (!request.method().equals("POST")) {
            return completedFuture(Replies.refused(Outcome.METHOD_NOT_ALLOWED, Replies.NOT_ALLOWED));
        }
        String contentType = request.contentType();
        if (contentType == null || !contentType.toLowerCase(Locale.ROOT).startsWith(FORM)) {
            return completedFuture(Replies.refused(Outcome.WRONG_MEDIA_TYPE, 415));
        }
        Optional<Map<String, String>> form = FormBody.parse(request.body());
        if (form.isEmpty() || form.get().isEmpty()) {
            return completedFuture(Replies.refused(Outcome.MALFORMED, Replies.BAD_REQUEST));
        }
        CloudSettings settings = CloudSettings.twilio(account.get());
        String signature = request.caller().header(SIGNATURE);
        if (signature == null
                || settings.key().isEmpty()
                || !TwilioSms.signed(settings, request.caller().publicUrl(), form.get(), signature)) {
            return completedFuture(Replies.refused(Outcome.BAD_SIGNATURE, Replies.FORBIDDEN));
        }
        return read(account.get(), settings, form.get(), sink);
    }

    private CompletionStage<WebhookReply> read(
            ChannelAccount account, CloudSettings settings, Map<String, String> form, InboundSink sink) {
        String sid = form.getOrDefault("MessageSid", form.getOrDefault("SmsSid", ""));
        if (!sid.matches("[0-9A-Za-z]{1,64}") || !settings.keyId().equals(form.get("AccountSid"))) {
            return completedFuture(Replies.refused(Outcome.MALFORMED, Replies.BAD_REQUEST));
        }
        String status = form.get("MessageStatus");
        List<InboundEnvelope> envelopes =
                status == null ? message(account, settings, sid, form) : report(account, sid, status, form);
        if (envelopes.isEmpty()) {
            return completedFuture(
                    status == null
                            ? Replies.refused(Outcome.MALFORMED, Replies.BAD_REQUEST)
                            : Replies.taken(true, XML, THANKS));
        }
        return Replies.store(sink, envelopes).thenApply(fresh -> Replies.taken(fresh, XML, THANKS));
    }

    private List<InboundEnvelope> message(
            ChannelAccount account, CloudSettings settings, String sid, Map<String, String> form) {
        Optional<String> from = PhoneNumbers.sender(form.getOrDefault("From", ""), "US");
        if (from.isEmpty()) {
            return List.of();
        }
        ExternalUserId user = new ExternalUserId(from.get());
        Instant now = clock.instant();
        String raw = form.toString();
        List<InboundEnvelope> envelopes = new ArrayList<>();
        String text = SmsText.clean(form.getOrDefault("Body", ""));
        List<InboundContent> media = media(settings, form);
        if (!text.isEmpty() || media.isEmpty()) {
            envelopes.add(new InboundEnvelope(
                    account.id(), Ids.given("sms", sid), user, now, new InboundContent.Text(text), raw));
        }
        for (int i = 0; i < media.size(); i++) {
            envelopes.add(
                    new InboundEnvelope(account.id(), Ids.given("sms", sid + "-" + i), user, now, media.get(i), raw));
        }
        return envelopes;
    }

    private static List<InboundContent> media(CloudSettings settings, Map<String, String> form) {
        List<InboundContent> media = new ArrayList<>();
        for (int i = 0; i < MOST_MEDIA && form.containsKey("MediaUrl" + i); i++) {
            String url = form.getOrDefault("MediaUrl" + i, "");
            String contentType = form.getOrDefault("MediaContentType" + i, "");
            if (TwilioMedia.own(settings, url)) {
                media.add(
                        contentType.startsWith("image/")
                                ? new InboundContent.Image(url, null)
                                : new InboundContent.File(url, "", -1));
            } else {
                media.add(new InboundContent.Unsupported("media", Map.of("url", url, "type", contentType)));
            }
        }
        return media;
    }

    private List<InboundEnvelope> report(ChannelAccount account, String sid, String status, Map<String, String> form) {
        boolean failed = FAILED.contains(status);
        Optional<String> to = PhoneNumbers.sender(form.getOrDefault("To", ""), "US");
        if (to.isEmpty() || (!failed && !ARRIVED.contains(status))) {
            return List.of();
        }
        String error = form.getOrDefault("ErrorCode", "");
        return List.of(new InboundEnvelope(
                account.id(),
                Ids.derived("receipt", sid, status),
                new ExternalUserId(to.get()),
                clock.instant(),
                new InboundContent.DeliveryReceipt(
                        sid, failed ? Reason.NOT_DELIVERED : null, error.isEmpty() ? status : status + " " + error),
                form.toString()));
    }
}
