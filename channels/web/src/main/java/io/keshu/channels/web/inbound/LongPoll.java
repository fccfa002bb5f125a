package io.keshu.channels.web.inbound;

import io.keshu.channels.api.CustomerTimeline.Page;
import io.keshu.channels.api.CustomerWatch;
import io.keshu.channels.api.Signal;
import io.keshu.channels.web.Refusal;
import io.keshu.channels.web.outbound.TimelineFrames;
import io.keshu.channels.web.token.Visitor;
import jakarta.servlet.AsyncContext;
import jakarta.servlet.AsyncEvent;
import jakarta.servlet.AsyncListener;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tools.jackson.databind.json.JsonMapper;

/** Answers with what follows a cursor as soon as there is something, without a thread that waits for it. */
final class LongPoll {

    private static final int PAGE = 50;
    private static final int LONGEST = 25;
    private static final long SPARE_MILLIS = 10_000;
    private static final Logger log = LoggerFactory.getLogger(LongPoll.class);

    private final VisitorDesk desk;
    private final VisitorSockets sockets;
    private final TimelineFrames frames;
    private final JsonMapper json;

    LongPoll(VisitorDesk desk, VisitorSockets sockets, TimelineFrames frames, JsonMapper json) {
        this.desk = desk;
        this.sockets = sockets;
        this.frames = frames;
        this.json = json;
    }

    void answer(Visitor visitor, String language, HttpServletRequest request, HttpServletResponse response)
            throws IOException {
        String before = Objects.requireNonNullElse(request.getParameter("before"), "");
        if (!before.isEmpty()) {
            write(response, frames.page(visitor, desk.before(visitor, before, PAGE), language));
            return;
        }
        String after = Objects.requireNonNullElse(request.getParameter("after"), "");
        int wait = wait(request.getParameter("wait"));
        Page page = desk.after(visitor, after, PAGE);
        // Without a cursor the newest page is the answer, also if it is empty: but then whoever waits, waits for the
        // first entry.
        if (told(page) || wait == 0) {
            write(response, frames.page(visitor, page, language));
            return;
        }
        if (!sockets.addVisitor(key(visitor))) {
            throw new Refusal(Refusal.Code.RATE_EXCEEDED, null, 1);
        }
        new Waiting(visitor, language, after, request.startAsync(), wait).begin();
    }

    private static String key(Visitor visitor) {
        return visitor.deployment().key() + "/" + visitor.id();
    }

    private static boolean told(Page page) {
        return !page.entries().isEmpty() || !page.changed().isEmpty() || page.more();
    }

    private static int wait(@Nullable String asked) {
        try {
            return asked == null ? 0 : Math.max(0, Math.min(LONGEST, Integer.parseInt(asked)));
        } catch (NumberFormatException e) {
            throw new Refusal(Refusal.Code.CONTENT_INVALID, "wait", 0);
        }
    }

    private void write(HttpServletResponse response, Map<String, Object> answer) throws IOException {
        Json.write(response, 200, "application/json", json.writeValueAsBytes(answer));
    }

    /** One call that waits. */
    private final class Waiting implements CustomerWatch.Watcher, AsyncListener {
        private final Visitor visitor;
        private final String language;
        private final String after;
        private final AsyncContext context;
        private final int seconds;
        private final AtomicBoolean ended = new AtomicBoolean();
        private final Runnable stop = this::give;
        private volatile CustomerWatch.@Nullable Registration watching;
        private volatile @Nullable Future<?> clock;
        private volatile @Nullable Boolean typing;
        private volatile @Nullable String read;

        Waiting(Visitor visitor, String language, String after, AsyncContext context, int seconds) {
            this.visitor = visitor;
            this.language = language;
            this.after = after;
            this.context = context;
            this.seconds = seconds;
            context.setTimeout(TimeUnit.SECONDS.toMillis(seconds) + SPARE_MILLIS);
        }

        void begin() {
            context.addListener(this);
            if (!sockets.addWaiting(stop)) {
                give();
                return;
            }
            try {
                watching = sockets.watch().watch(visitor.address(), this);
                clock = sockets.clockwork().schedule(() -> reading(true), seconds, TimeUnit.SECONDS);
                if (ended.get()) {
                    release();
                }
                // What came between the first look and the watching.
                reading(false);
            } catch (RejectedExecutionException e) {
                log.debug("event=visitor_poll_refused detail=\"{}\"", e.getMessage());
                give();
            }
        }

        /** Ends without an answer: the client asks again. */
        private void give() {
            if (ended.compareAndSet(false, true)) {
                fail();
            }
        }

        @Override
        public void news() {
            reading(false);
        }

        @Override
        public void onComplete(AsyncEvent event) {
            ended.set(true);
            release();
        }

        /** Nobody could read the timeline in time; the container ends the call then. */
        @Override
        public void onTimeout(AsyncEvent event) {
            give();
        }

        @Override
        public void onError(AsyncEvent event) {
            ended.set(true);
            release();
        }

        @Override
        public void onStartAsync(AsyncEvent event) {
            log.debug("event=visitor_poll_again");
        }

        @Override
        public void signalled(Signal signal) {
            if (signal instanceof Signal.Typing now) {
                typing = now.typing();
            } else if (signal instanceof Signal.Read now) {
                read = now.upTo();
            }
            reading(true);
        }

        private void reading(boolean anyway) {
            if (!ended.get()) {
                sockets.reads().execute(() -> look(anyway));
            }
        }

        private void look(boolean anyway) {
            try {
                if (ended.get()) {
                    return;
                }
                Page page = desk.after(visitor, after, PAGE);
                if (told(page) || anyway) {
                    Map<String, Object> answer = frames.page(visitor, page, language);
                    if (ended.compareAndSet(false, true)) {
                        end(answer);
                    }
                }
            } catch (Refusal e) {
                give();
            } catch (RuntimeException e) {
                log.warn("event=visitor_poll_failed", e);
                give();
            }
        }

        private void end(Map<String, Object> answer) {
            release();
            Boolean writing = typing;
            String seen = read;
            if (writing != null) {
                answer.put("typing", Map.of("typing", writing));
            }
            if (seen != null) {
                answer.put("read", seen);
            }
            try {
                write((HttpServletResponse) context.getResponse(), answer);
            } catch (IOException | IllegalStateException e) {
                log.debug("event=visitor_poll_gone detail=\"{}\"", e.getMessage());
            }
            complete();
        }

        private void fail() {
            release();
            ((HttpServletResponse) context.getResponse()).setStatus(503);
            complete();
        }

        private void complete() {
            try {
                context.complete();
            } catch (IllegalStateException e) {
                log.debug("event=visitor_poll_over detail=\"{}\"", e.getMessage());
            }
        }

        private void release() {
            sockets.removeWaiting(key(visitor), stop);
            Future<?> due = clock;
            if (due != null) {
                due.cancel(false);
            }
            CustomerWatch.Registration registration = watching;
            if (registration != null) {
                registration.close();
            }
        }
    }
}
