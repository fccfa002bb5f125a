package io.keshu.channels.web.inbound;

import io.keshu.channels.api.AcceptFailedException;
import io.keshu.channels.api.CustomerRecall;
import io.keshu.channels.api.CustomerTimeline;
import io.keshu.channels.api.ExternalMessageId;
import io.keshu.channels.api.InboundContent;
import io.keshu.channels.api.InboundEnvelope;
import io.keshu.channels.api.InboundSinks;
import io.keshu.channels.api.OpeningHours;
import io.keshu.channels.api.Signal;
import io.keshu.channels.api.SignalSink;
import io.keshu.channels.web.Refusal;
import io.keshu.channels.web.Refusal.Code;
import io.keshu.channels.web.config.Deployment;
import io.keshu.channels.web.config.Deployments;
import io.keshu.channels.web.convert.ContentReader;
import io.keshu.channels.web.convert.MessageIds;
import io.keshu.channels.web.token.Tokens;
import io.keshu.channels.web.token.Visitor;
import java.time.Clock;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.UUID;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** What visitors may do, whichever way they come: by socket or by HTTP. Everything that is not allowed is a {@link Refusal}. */
public final class VisitorDesk {

    private final Deployments deployments;
    private final Tokens tokens;
    private final ContentReader contents;
    private final RateLimits limits;
    private final InboundSinks sinks;
    private final SignalSink signals;
    private final CustomerRecall recalls;
    private final CustomerTimeline timeline;
    private final Supplier<OpeningHours> hours;
    private final Afterwards afterwards;
    private final Clock clock;

    VisitorDesk(
            Deployments deployments,
            Tokens tokens,
            ContentReader contents,
            RateLimits limits,
            InboundSinks sinks,
            SignalSink signals,
            CustomerRecall recalls,
            CustomerTimeline timeline,
            Supplier<OpeningHours> hours,
            Afterwards afterwards,
            Clock clock) {
        this.afterwards = afterwards;
        this.deployments = deployments;
        this.tokens = tokens;
        this.contents = contents;
        this.limits = limits;
        this.sinks = sinks;
        this.signals = signals;
        this.recalls = recalls;
        this.timeline = timeline;
        this.hours = hours;
        this.clock = clock;
    }

    Deployment deployment(String key) {
        Deployments.Found found = deployments.find(key);
        if (found instanceof Deployments.Found.Working working) {
            return working.deployment();
        }
        throw new Refusal(found instanceof Deployments.Found.Off ? Code.DEPLOYMENT_OFF : Code.DEPLOYMENT_UNKNOWN);
    }

    /** @param origin as the browser sent it; null if the caller is no browser */
    void checkOrigin(Deployment deployment, @Nullable String origin) {
        if (origin == null ? !deployment.allowsApps() : !deployment.allows(origin)) {
            throw new Refusal(Code.ORIGIN_REFUSED);
        }
    }

    boolean open(Deployment deployment) {
        return !deployment.keepsHours() || hours.get().open(deployment.id());
    }

    /** A new visitor, the same one again, or the member whom the company's login vouches for. */
    Map<String, Object> begin(Deployment deployment, JsonNode request, String address) {
        limits.session(address);
        String token = request.path("token").asString("");
        String member = request.path("member").asString("");
        Visitor visitor;
        boolean renewed = false;
        if (!member.isEmpty()) {
            visitor = tokens.checkMember(deployment, member);
        } else if (!token.isEmpty()) {
            visitor = tokens.check(deployment, token);
            renewed = true;
        } else {
            visitor = tokens.newVisitor(deployment);
        }
        return session(visitor, renewed);
    }

    Map<String, Object> session(Visitor visitor, boolean renewed) {
        Tokens.Issued issued = tokens.issue(visitor);
        Map<String, Object> session = new LinkedHashMap<>();
        session.put("token", issued.token());
        session.put("expires", issued.expires().toString());
        session.put("visitor", visitor.id());
        session.put("member", visitor.member());
        session.put("renewed", renewed);
        session.put("name", visitor.name());
        return session;
    }

    /** Whoever comes with a token, by a call or by a new socket: each costs a look into the store. */
    Visitor visitor(Deployment deployment, String token) {
        Visitor visitor = tokens.check(deployment, token);
        limits.call(visitor.id(), deployment.key());
        return visitor;
    }

    /** Durable when it returns. Sent again under the same id, it is the same message. */
    void send(Visitor visitor, String clientId, JsonNode content, String group) {
        ExternalMessageId id = MessageIds.of(visitor, clientId);
        InboundContent read = contents.read(visitor, content);
        limits.message(visitor.id(), visitor.deployment().key());
        String traceId = UUID.randomUUID().toString().replace("-", "");
        storing(() -> {
            accept(visitor, id, read, traceId);
            return null;
        });
        afterwards.wrote(visitor);
        visitor.deployment().groups().stream()
                .filter(offered -> offered.id().equals(group))
                .findFirst()
                .ifPresent(offered -> afterwards.picked(visitor, offered.id(), traceId));
    }

    private void accept(Visitor visitor, ExternalMessageId id, InboundContent content, String traceId) {
        var unused = sinks.sink(traceId)
                .accept(new InboundEnvelope(
                        visitor.deployment().id(), id, visitor.address().user(), clock.instant(), content, ""));
    }

    /** Takes one of the frames {@code typing}, {@code read}, {@code page} and {@code recall}; others are passed by. */
    void signal(Visitor visitor, JsonNode frame) {
        switch (frame.path("type").asString("")) {
            case "typing" ->
                pass(
                        visitor,
                        frame.has("text")
                                ? new Signal.TypingPreview(frame.path("text").asString(""))
                                : new Signal.Typing(true));
            case "read" -> pass(visitor, new Signal.Read(frame.path("cursor").asString("")));
            case "recall" ->
                recall(visitor, frame.path("id").asString(""), frame.path("key").asString(""));
            default -> {
                // What is not known is passed by, as the protocol says; pages are of use to nobody yet.
            }
        }
    }

    private void pass(Visitor visitor, Signal signal) {
        if (!limits.signal(visitor.id(), visitor.deployment().key())) {
            return;
        }
        storing(() -> {
            try {
                signals.signal(visitor.address(), signal);
            } catch (IllegalArgumentException e) {
                throw new Refusal(Code.CONTENT_INVALID, "cursor", 0);
            }
            return null;
        });
    }

    private void recall(Visitor visitor, String clientId, String key) {
        CustomerRecall.Result result = storing(() -> {
            ExternalMessageId id = clientId.isEmpty() ? byKey(visitor, key) : MessageIds.of(visitor, clientId);
            return recalls.recall(visitor.address(), id);
        });
        switch (result) {
            case TOO_LATE -> throw new Refusal(Code.RECALL_TOO_LATE);
            // It may be accepted and not in the timeline yet.
            case UNKNOWN -> throw new Refusal(Code.UNAVAILABLE, null, 1);
            case RECALLED -> {}
        }
    }

    private ExternalMessageId byKey(Visitor visitor, String key) {
        try {
            ExternalMessageId id = timeline.find(visitor.address(), key)
                    .map(CustomerTimeline.Entry::id)
                    .orElse(null);
            if (id != null) {
                return id;
            }
        } catch (IllegalArgumentException e) {
            throw new Refusal(Code.CONTENT_INVALID, "key", 0);
        }
        throw new Refusal(Code.CONTENT_INVALID, "key", 0);
    }

    CustomerTimeline.Page after(Visitor visitor, String cursor, int limit) {
        return reading(() -> timeline.after(visitor.address(), cursor.isEmpty() ? null : cursor, limit));
    }

    CustomerTimeline.Page before(Visitor visitor, String cursor, int limit) {
        return reading(() -> timeline.before(visitor.address(), cursor, limit));
    }

    private static <T> T reading(Supplier<T> work) {
        try {
            return storing(work);
        } catch (IllegalArgumentException e) {
            throw new Refusal(Code.CONTENT_INVALID, "cursor", 0);
        }
    }

    private static <T extends @Nullable Object> T storing(Supplier<T> work) {
        try {
            return work.get();
        } catch (AcceptFailedException e) {
            throw new Refusal(Code.UNAVAILABLE, null, 1);
        }
    }
}
