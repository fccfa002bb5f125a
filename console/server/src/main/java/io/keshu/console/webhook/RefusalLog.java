package io.keshu.console.webhook;

import io.keshu.channels.api.WebhookReply.Outcome;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One line per refused call, but at most one per account and outcome in ten seconds: a flood must not fill the disk. */
final class RefusalLog {

    private static final long QUIET = TimeUnit.SECONDS.toNanos(10);

    /** More accounts than this share one line; callers choose the addresses they call. */
    private static final int MAX_KEYS = 1000;

    private static final int MAX_SHOWN = 64;
    private static final Logger log = LoggerFactory.getLogger(RefusalLog.class);

    private final LongSupplier nanoTime;
    private final Map<String, Line> lines = new ConcurrentHashMap<>();
    private final Line faults = new Line();

    RefusalLog(LongSupplier nanoTime) {
        this.nanoTime = nanoTime;
    }

    void refused(Outcome outcome, WebhookAddress address, String remote, String traceId) {
        String key = outcome + "/" + address.channelType() + "/" + address.accountKey();
        Line line = lines.get(key);
        if (line == null) {
            line = lines.size() < MAX_KEYS && outcome != Outcome.UNKNOWN_ACCOUNT
                    ? lines.computeIfAbsent(key, unused -> new Line())
                    : lines.computeIfAbsent(outcome.name(), unused -> new Line());
        }
        if (!line.mayWrite(nanoTime.getAsLong())) {
            return;
        }
        log.warn(
                "event=webhook_refused outcome={} channel={} account={} remote={} traceId={} unsaid={}",
                outcome.name().toLowerCase(Locale.ROOT),
                printable(address.channelType()),
                printable(address.accountKey()),
                remote,
                traceId,
                line.takeUnsaid());
    }

    /** Whether a channel's fault may be shown with its stack trace now. */
    boolean mayShowFault() {
        return faults.mayWrite(nanoTime.getAsLong());
    }

    /** What strangers sent must not be able to forge lines. */
    private static String printable(String text) {
        StringBuilder shown = new StringBuilder();
        for (int i = 0; i < Math.min(text.length(), MAX_SHOWN); i++) {
            char c = text.charAt(i);
            shown.append(c > ' ' && c < 0x7f ? c : '?');
        }
        return shown.toString();
    }

    private static final class Line {
        private final AtomicLong next = new AtomicLong(Long.MIN_VALUE);
        private final AtomicLong unsaid = new AtomicLong();

        boolean mayWrite(long now) {
            long due = next.get();
            if ((due == Long.MIN_VALUE || now - due >= 0) && next.compareAndSet(due, now + QUIET)) {
                return true;
            }
            unsaid.incrementAndGet();
            return false;
        }

        long takeUnsaid() {
            return unsaid.getAndSet(0);
        }
    }
}
