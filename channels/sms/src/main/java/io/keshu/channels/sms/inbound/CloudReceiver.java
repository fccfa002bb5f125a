package io.keshu.channels.sms.inbound;

import static java.util.concurrent.CompletableFuture.completedFuture;

import io.keshu.channels.api.ChannelAccount;
import io.keshu.channels.api.ChannelAccounts;
import io.keshu.channels.api.ChannelType;
import io.keshu.channels.api.InboundEnvelope;
import io.keshu.channels.api.InboundSink;
import io.keshu.channels.api.WebhookReply;
import io.keshu.channels.api.WebhookReply.Outcome;
import io.keshu.channels.api.WebhookRequest;
import io.keshu.channels.sms.client.Json;
import io.keshu.channels.sms.config.CloudSettings;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tools.jackson.databind.JsonNode;

/** Answers calls of a provider that signs none: who knows the token and comes from an allowed address is believed. Thread-safe. */
public final class CloudReceiver {

    /** What the token is called in the query of the address. */
    static final String TOKEN = "token";

    private static final String JSON = "application/json;charset=utf-8";
    private static final Logger log = LoggerFactory.getLogger(CloudReceiver.class);

    private final ChannelType type;
    private final ChannelAccounts accounts;
    private final Function<ChannelAccount, CloudSettings> settings;
    private final CloudReader reader;

    public CloudReceiver(
            ChannelType type,
            ChannelAccounts accounts,
            Function<ChannelAccount, CloudSettings> settings,
            CloudReader reader) {
        this.type = type;
        this.accounts = accounts;
        this.settings = settings;
        this.reader = reader;
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
        if (!authentic(request, settings.apply(account.get()))) {
            return completedFuture(Replies.refused(Outcome.BAD_SIGNATURE, Replies.FORBIDDEN));
        }
        List<JsonNode> items = reader.items(Json.read(request.body()));
        List<InboundEnvelope> envelopes = new ArrayList<>();
        items.forEach(item -> reader.read(account.get().id(), item).ifPresent(envelopes::add));
        if (envelopes.isEmpty()) {
            return completedFuture(Replies.refused(Outcome.MALFORMED, Replies.BAD_REQUEST));
        }
        if (envelopes.size() < items.size()) {
            log.warn(
                    "event=sms_items_malformed account={} count={} traceId={}",
                    account.get().key(),
                    items.size() - envelopes.size(),
                    request.traceId());
        }
        return Replies.store(sink, envelopes).thenApply(fresh -> Replies.taken(fresh, JSON, reader.thanks()));
    }

    private static boolean authentic(WebhookRequest request, CloudSettings settings) {
        String shown = request.query().getOrDefault(TOKEN, "");
        return !settings.callbackToken().isEmpty()
                && MessageDigest.isEqual(
                        settings.callbackToken().getBytes(StandardCharsets.UTF_8),
                        shown.getBytes(StandardCharsets.UTF_8))
                && settings.allowed().allows(request.caller().remoteAddress());
    }
}
