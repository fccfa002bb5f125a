package io.keshu.channels.web.outbound;

import io.keshu.channels.api.CustomerTimeline.Page;
import io.keshu.channels.api.CustomerWatch;
import io.keshu.channels.api.Signal;
import io.keshu.channels.web.Refusal;
import io.keshu.channels.web.token.Visitor;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One socket of a visitor who said who she is: shows the timeline from her cursor on. A page is read only when the one before has left,
 * so that a slow reader costs one page and no more. Thread-safe; nothing here blocks but {@link #read}, which runs where reading runs.
 */
public final class VisitorSocket implements CustomerWatch.Watcher {

    private static final int PAGE = 50;
    private static final Logger log = LoggerFactory.getLogger(VisitorSocket.class);

    /** Reads what follows a cursor; throws a {@link Refusal} if that can't be read now. */
    @FunctionalInterface
    public interface Reader {
        Page after(Visitor visitor, String cursor, int limit);
    }

    private final Visitor visitor;
    private final String language;
    private final TimelineFrames frames;
    private final Reader reader;
    private final Executor reads;
    private final FrameQueue queue;
    private final Object lock = new Object();
    private String cursor;
    private boolean shown;
    private boolean dirty = true;
    private boolean reading;
    private boolean failed;
    private boolean lookAgain;
    private boolean lookedAgain;
    private @Nullable Map<String, Object> answerer;

    /** @param slow called when this visitor's browser can't keep up */
    public VisitorSocket(
            Visitor visitor,
            String language,
            String cursor,
            TimelineFrames frames,
            Reader reader,
            Executor reads,
            Outlet outlet,
            LongSupplier nanoTime,
            Runnable slow) {
        this.visitor = visitor;
        this.language = language;
        this.cursor = cursor;
        this.frames = frames;
        this.reader = reader;
        this.reads = reads;
        this.queue = new FrameQueue(outlet, nanoTime, this::readIfDue, slow);
    }

    public Visitor visitor() {
        return visitor;
    }

    public String language() {
        return language;
    }

    /** Greets, and begins to show. */
    public void welcome(Map<String, Object> session) {
        Map<String, Object> frame = TimelineFrames.frame("welcome");
        frame.put("cursor", cursor);
        frame.put("session", session);
        send(frame);
    }

    public void send(Map<String, Object> frame) {
        queue.send(frames.write(frame));
    }

    /** Answers pings, however many came, by one. */
    public void pong() {
        queue.sendLast("pong", "{\"type\":\"pong\"}");
    }

    /** Shows entries before those that are shown. */
    public void older(Page page, String before) {
        queue.send(frames.older(visitor, page, before, language));
    }

    /** Tells that the deployment was changed. */
    public void settingsChanged(long version) {
        Map<String, Object> frame = TimelineFrames.frame("settings");
        frame.put("version", version);
        queue.sendLast("settings", frames.write(frame));
    }

    @Override
    public void news() {
        synchronized (lock) {
            dirty = true;
        }
        readIfDue();
    }

    @Override
    public void signalled(Signal signal) {
        if (signal instanceof Signal.Typing typing) {
            Map<String, Object> frame = TimelineFrames.frame("typing");
            frame.put("typing", typing.typing());
            queue.sendLast("typing", frames.write(frame));
        } else if (signal instanceof Signal.Read read) {
            Map<String, Object> frame = TimelineFrames.frame("read");
            frame.put("cursor", read.upTo());
            queue.sendLast("read", frames.write(frame));
        }
    }

    /** Takes up reading that failed, or found nothing where something was told of. */
    public void retry() {
        synchronized (lock) {
            if (!failed && !lookAgain) {
                return;
            }
            failed = false;
            lookAgain = false;
            dirty = true;
        }
        readIfDue();
    }

    public boolean stuckSince(long nanos) {
        return queue.stuckSince(nanos);
    }

    public void end() {
        queue.end();
    }

    private void readIfDue() {
        synchronized (lock) {
            if (reading || !dirty || failed || !queue.idle()) {
                return;
            }
            reading = true;
            dirty = false;
        }
        try {
            reads.execute(this::read);
        } catch (RejectedExecutionException e) {
            later();
        }
    }

    private void read() {
        Page page;
        List<String> shows;
        String from;
        boolean first;
        synchronized (lock) {
            from = cursor;
            first = !shown;
        }
        try {
            page = reader.after(visitor, from, PAGE);
            // Before the cursor moves on: what can't be written now is read again.
            shows = shows(page, first);
        } catch (Refusal e) {
            log.debug("event=visitor_timeline_unread detail=\"{}\"", e.getMessage());
            later();
            return;
        } catch (RuntimeException e) {
            log.warn("event=visitor_timeline_failed", e);
            later();
            return;
        }
        synchronized (lock) {
            shown = true;
            cursor = Objects.requireNonNullElse(page.cursor(), from);
            dirty |= page.more();
        }
        shows.forEach(queue::send);
        tell(page, first);
        boolean nothing = page.entries().isEmpty() && page.changed().isEmpty();
        synchronized (lock) {
            reading = false;
            // On a cluster the hint may be here before what it tells of: one more look, a moment later.
            lookAgain = nothing && !first && !lookedAgain;
            lookedAgain = lookAgain;
        }
        readIfDue();
    }

    private List<String> shows(Page page, boolean first) {
        List<String> shows = new ArrayList<>(2);
        if (first || !page.entries().isEmpty()) {
            shows.add(frames.messages(visitor, page, language));
        }
        if (!page.changed().isEmpty()) {
            shows.add(frames.changed(visitor, page.changed(), language));
        }
        return shows;
    }

    private void tell(Page page, boolean first) {
        String read = page.agentsRead();
        if (first && read != null) {
            signalled(new Signal.Read(read));
        }
        TimelineFrames.answerer(page).ifPresent(now -> {
            if (!now.equals(answerer)) {
                answerer = now;
                Map<String, Object> frame = TimelineFrames.frame("agent");
                frame.putAll(now);
                queue.sendLast("agent", frames.write(frame));
            }
        });
    }

    /** Kept for {@link #retry}. */
    private void later() {
        synchronized (lock) {
            reading = false;
            failed = true;
        }
    }
}
