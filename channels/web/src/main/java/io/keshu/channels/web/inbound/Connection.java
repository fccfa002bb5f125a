package io.keshu.channels.web.inbound;

import io.keshu.channels.api.CustomerTimeline;
import io.keshu.channels.api.CustomerWatch;
import io.keshu.channels.web.Refusal;
import io.keshu.channels.web.config.Deployment;
import io.keshu.channels.web.config.Deployments;
import io.keshu.channels.web.convert.VisitorWords;
import io.keshu.channels.web.outbound.Outlet;
import io.keshu.channels.web.outbound.TimelineFrames;
import io.keshu.channels.web.outbound.VisitorSocket;
import io.keshu.channels.web.token.Visitor;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** One connection, from the handshake on: what its frames ask for, and when it has to end. */
final class Connection {

    static final int RESTARTING = 1012;
    private static final int SLOW = 4002;
    private static final int NO_HELLO = 4008;
    private static final int OFF = 4009;
    private static final int TOO_MANY = 4029;
    private static final int GOING_AWAY = 1001;
    private static final int OLDER = 50;
    private static final double SECOND = 1_000_000_000.0;

    /** What all connections share. */
    record Shared(
            VisitorSockets sockets,
            VisitorDesk desk,
            Deployments deployments,
            TimelineFrames frames,
            VisitorWords words,
            Refusals refusals,
            LongSupplier nanoTime) {}

    private final Shared shared;
    private final Outlet outlet;
    private final String address;
    private final @Nullable String origin;
    private final long openedAt;
    private final AtomicBoolean closed = new AtomicBoolean();
    private volatile Deployment deployment;
    private volatile @Nullable VisitorSocket socket;
    private CustomerWatch.@Nullable Registration watching;
    private @Nullable String counted;
    private volatile long heardAt;
    private double allowance;

    /** @param origin as it was checked when the connection began; null if the client is no browser */
    Connection(Shared shared, Deployment deployment, Outlet outlet, String address, @Nullable String origin) {
        this.shared = shared;
        this.deployment = deployment;
        this.outlet = outlet;
        this.address = address;
        this.origin = origin;
        this.openedAt = shared.nanoTime.getAsLong();
        this.heardAt = openedAt;
        this.allowance = 2.0 * shared.sockets.properties().framesPerSecond();
    }

    String address() {
        return address;
    }

    /** Takes one frame; called by the container, one at a time. */
    void frame(JsonNode frame) {
        if (closed.get()) {
            return;
        }
        if (!paced()) {
            refused(new Refusal(Refusal.Code.RATE_EXCEEDED), "");
            return;
        }
        VisitorSocket known = socket;
        String type = frame.path("type").asString("");
        String id = frame.path("id").asString("");
        try {
            if (known == null) {
                if (type.equals("hello")) {
                    hello(frame);
                }
                return;
            }
            take(known, type, id, frame);
        } catch (Refusal e) {
            refused(e, type.equals("send") || type.equals("recall") ? id : "");
        }
    }

    private boolean paced() {
        long now = shared.nanoTime.getAsLong();
        int perSecond = shared.sockets.properties().framesPerSecond();
        allowance = Math.min(2.0 * perSecond, allowance + (now - heardAt) / SECOND * perSecond) - 1;
        heardAt = now;
        return allowance > 0;
    }

    private void hello(JsonNode frame) {
        Visitor visitor = shared.desk.visitor(deployment, frame.path("token").asString(""));
        String key = deployment.key() + "/" + visitor.id();
        if (!shared.sockets.addVisitor(key)) {
            throw new Refusal(Refusal.Code.RATE_EXCEEDED);
        }
        synchronized (this) {
            counted = key;
        }
        VisitorSocket fresh = new VisitorSocket(
                visitor,
                deployment.language(frame.path("language").asString("")),
                frame.path("after").asString(""),
                shared.frames,
                (who, cursor, limit) -> after(who, cursor, limit),
                shared.sockets.reads(),
                outlet,
                shared.nanoTime,
                () -> close(SLOW, "slow reader"));
        socket = fresh;
        fresh.welcome(shared.desk.session(visitor, true));
        synchronized (this) {
            watching = shared.sockets.watch().watch(visitor.address(), fresh);
        }
        if (closed.get()) {
            // It ended meanwhile, and whoever ended it may not have seen all of this.
            fresh.end();
            release();
        }
        fresh.news();
    }

    /** A cursor that is none begins anew. */
    private CustomerTimeline.Page after(Visitor visitor, String cursor, int limit) {
        try {
            return shared.desk.after(visitor, cursor, limit);
        } catch (Refusal e) {
            if (e.code() == Refusal.Code.CONTENT_INVALID) {
                return shared.desk.after(visitor, "", limit);
            }
            throw e;
        }
    }

    private void take(VisitorSocket known, String type, String id, JsonNode frame) {
        Visitor visitor = current(known.visitor());
        switch (type) {
            case "ping" -> known.pong();
            case "send" -> {
                shared.desk.send(
                        visitor, id, frame.path("content"), frame.path("group").asString(""));
                Map<String, Object> answer = new LinkedHashMap<>();
                answer.put("type", "accepted");
                answer.put("id", id);
                known.send(answer);
            }
            case "older" -> {
                String before = frame.path("before").asString("");
                known.older(shared.desk.before(visitor, before, OLDER), before);
            }
            default -> shared.desk.signal(visitor, frame);
        }
    }

    /** With the deployment as it is configured now. */
    private Visitor current(Visitor visitor) {
        Deployment now = deployment;
        return visitor.deployment().version() == now.version()
                ? visitor
                : new Visitor(now, visitor.id(), visitor.member(), visitor.name());
    }

    private void refused(Refusal refusal, String id) {
        shared.refusals.count(refusal.code(), deployment.key());
        VisitorSocket known = socket;
        boolean ofMessage = refusal.code() == Refusal.Code.RATE_EXCEEDED && !id.isEmpty();
        if (refusal.code().closes() > 0 && !ofMessage) {
            close(refusal.code().closes(), refusal.code().text());
        } else if (known != null) {
            Map<String, Object> answer = new LinkedHashMap<>();
            answer.put("type", "refused");
            answer.put("id", id);
            answer.put("code", refusal.code().text());
            answer.put("detail", Problems.detail(shared.words, known.language(), refusal, shared.sockets.properties()));
            if (refusal.retryAfter() > 0) {
                answer.put("retryAfter", refusal.retryAfter());
            }
            known.send(answer);
        }
    }

    /** Looks whether it may go on; once a second. */
    void look() {
        VisitorSocket known = socket;
        long now = shared.nanoTime.getAsLong();
        if (known == null) {
            if (now - openedAt > shared.sockets.properties().helloWithin().toNanos()) {
                close(NO_HELLO, "no hello");
            }
            return;
        }
        if (known.stuckSince(shared.sockets.properties().slowAfter().toNanos())) {
            close(SLOW, "slow reader");
        } else if (now - heardAt > shared.sockets.properties().silentFor().toNanos()) {
            close(GOING_AWAY, "silent");
        } else {
            Deployment current = shared.deployments.working(deployment.id()).orElse(null);
            if (current == null) {
                close(OFF, "deployment off");
            } else if (current.version() != deployment.version()) {
                change(known, current);
            }
            known.retry();
        }
    }

    /** The deployment is another now: what was allowed at the beginning may not be any more. */
    private void change(VisitorSocket known, Deployment current) {
        deployment = current;
        try {
            shared.desk.checkOrigin(current, origin);
            known.settingsChanged(current.version());
        } catch (Refusal e) {
            refused(e, "");
        }
    }

    void tooMany() {
        shared.refusals.count(Refusal.Code.RATE_EXCEEDED, deployment.key());
        close(TOO_MANY, "too many sockets");
    }

    void close(int code, String reason) {
        ended();
        shared.sockets.closing(() -> outlet.close(code, reason));
    }

    /** The connection is gone, whoever ended it. */
    void ended() {
        if (closed.compareAndSet(false, true)) {
            shared.sockets.remove(this);
            VisitorSocket known = socket;
            if (known != null) {
                known.end();
            }
            release();
        }
    }

    private synchronized void release() {
        String key = counted;
        counted = null;
        if (key != null) {
            shared.sockets.removeVisitor(key);
        }
        CustomerWatch.Registration registration = watching;
        watching = null;
        if (registration != null) {
            registration.close();
        }
    }
}
