package io.keshu.channels.miniprogram.inbound;

import io.keshu.channels.api.Acceptance;
import io.keshu.channels.api.ChannelAccounts;
import io.keshu.channels.api.ChannelType;
import io.keshu.channels.api.InboundEnvelope;
import io.keshu.channels.api.InboundSink;
import io.keshu.channels.api.WebhookReply;
import io.keshu.channels.api.WebhookReply.Outcome;
import io.keshu.channels.api.WebhookRequest;
import io.keshu.channels.miniprogram.convert.ContentConverter;
import io.keshu.channels.weixin.config.CallbackTimes;
import io.keshu.channels.weixin.convert.CallbackBody;
import io.keshu.channels.weixin.convert.InboundConverter;
import io.keshu.channels.weixin.convert.MessageReader;
import io.keshu.channels.weixin.inbound.CallbackAccount;
import io.keshu.channels.weixin.inbound.CallbackDoor;
import io.keshu.channels.weixin.inbound.CallbackOpener;
import java.time.Clock;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/**
 * Answers WeChat's calls for mini programs, in XML or JSON as the account has chosen. A message is acknowledged with {@code success} once
 * the sink has stored it; mini programs take no message in the answer. Thread-safe.
 */
public final class WebhookReceiver {

    private static final Set<String> TAKEN =
            Set.of("text/xml", "application/xml", "application/json", "text/json", "text/plain");

    private static final MessageReader READER = new ContentConverter();

    private final CallbackDoor door;
    private final Clock clock;

    public WebhookReceiver(ChannelType type, ChannelAccounts accounts, CallbackTimes times, Clock clock) {
        this.clock = clock;
        this.door = new CallbackDoor(
                type, accounts, new CallbackOpener(times, CallbackBody::read, clock), TAKEN, this::message);
    }

    /** As {@link io.keshu.channels.api.WebhookChannel#receive}. */
    public CompletionStage<WebhookReply> receive(WebhookRequest request, InboundSink sink) {
        return door.receive(request, sink);
    }

    private CompletionStage<WebhookReply> message(
            CallbackAccount account,
            CallbackOpener.Opened.Message message,
            WebhookRequest request,
            InboundSink sink,
            long arrived) {
        Optional<InboundEnvelope> envelope = InboundConverter.envelope(
                account.account().id(), message.fields(), message.text(), clock.instant(), READER);
        if (envelope.isEmpty()) {
            return CompletableFuture.completedFuture(door.withoutSender(request));
        }
        return sink.submit(envelope.get())
                .thenApply(acceptance -> CallbackDoor.answer(
                        acceptance.kind() == Acceptance.Kind.NEW ? Outcome.ACCEPTED : Outcome.DUPLICATE,
                        200,
                        "success"));
    }
}
