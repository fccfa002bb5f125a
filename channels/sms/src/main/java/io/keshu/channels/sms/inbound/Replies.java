package io.keshu.channels.sms.inbound;

import io.keshu.channels.api.Acceptance;
import io.keshu.channels.api.InboundEnvelope;
import io.keshu.channels.api.InboundSink;
import io.keshu.channels.api.WebhookReply;
import io.keshu.channels.api.WebhookReply.Outcome;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/** Answers to providers' calls. */
final class Replies {

    static final int OK = 200;
    static final int BAD_REQUEST = 400;
    static final int FORBIDDEN = 403;
    static final int NOT_FOUND = 404;
    static final int NOT_ALLOWED = 405;

    private Replies() {}

    static WebhookReply refused(Outcome outcome, int status) {
        return new WebhookReply(outcome, status, "text/plain", new byte[0], null);
    }

    /** Stores all of them, in their order; whether any was new. */
    static CompletionStage<Boolean> store(InboundSink sink, List<InboundEnvelope> envelopes) {
        CompletionStage<Boolean> fresh = CompletableFuture.completedFuture(false);
        for (InboundEnvelope envelope : envelopes) {
            fresh = fresh.thenCombine(
                    sink.submit(envelope), (before, acceptance) -> before || acceptance.kind() == Acceptance.Kind.NEW);
        }
        return fresh;
    }

    static WebhookReply taken(boolean fresh, String contentType, String body) {
        return new WebhookReply(
                fresh ? Outcome.ACCEPTED : Outcome.DUPLICATE,
                OK,
                contentType,
                body.getBytes(StandardCharsets.UTF_8),
                null);
    }
}
