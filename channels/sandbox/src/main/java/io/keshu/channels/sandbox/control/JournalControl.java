package io.keshu.channels.sandbox.control;

import io.keshu.channels.sandbox.http.BadCallException;
import io.keshu.channels.sandbox.http.Call;
import io.keshu.channels.sandbox.http.Json;
import io.keshu.channels.sandbox.http.Router;
import io.keshu.channels.sandbox.journal.ApiCalled;
import io.keshu.channels.sandbox.journal.Delivered;
import io.keshu.channels.sandbox.journal.Entry;
import io.keshu.channels.sandbox.journal.Journal;
import io.keshu.channels.sandbox.journal.Pushed;
import io.keshu.channels.sandbox.push.Pusher;
import java.io.IOException;
import java.util.Map;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** What crossed is read: {@code /control/log} for people, {@code /control/log/{kind}} for those who count. */
final class JournalControl {

    private static final int NEWEST = 100;

    /** How many pushes are on their way at once. */
    private record Pace(@Nullable Integer inFlight) {}

    private final Journal journal;
    private final Pusher pusher;

    JournalControl(Journal journal, Pusher pusher) {
        this.journal = journal;
        this.pusher = pusher;
    }

    void addTo(Router router) {
        router.on("GET", "/control/log", this::newest)
                .on("DELETE", "/control/log", this::clear)
                .on("GET", "/control/log/{kind}", this::list)
                .on("GET", "/control/pushes", this::pushes)
                .on("PATCH", "/control/pushes", this::limitPushes);
    }

    private void newest(Call call, Map<String, String> path) throws IOException {
        int limit = (int) Numbers.of(call, "limit", NEWEST, 1, 1000);
        call.json(200, Map.of("last", journal.last(), "entries", journal.newest(limit)));
    }

    private void clear(Call call, Map<String, String> path) throws IOException {
        journal.clear();
        call.json(200, Map.of("cleared", true));
    }

    private void list(Call call, Map<String, String> path) throws IOException {
        Journal.Kind kind = switch (path.getOrDefault("kind", "")) {
            case "calls" -> Journal.Kind.CALL;
            case "pushes" -> Journal.Kind.PUSH;
            case "delivered" -> Journal.Kind.DELIVERED;
            default -> throw new BadCallException(404, "not_found", "There are calls, pushes and delivered.");
        };
        long after = Numbers.of(call, "after", 0, 0, Long.MAX_VALUE);
        int limit = (int) Numbers.of(call, "limit", 1_000, 1, 1_000_000);
        call.json(200, journal.list(kind, after, limit, wanted(call.query())));
    }

    private static Predicate<Entry> wanted(Map<String, String> query) {
        String account = query.get("account");
        String openid = query.get("openid");
        return entry -> (account == null || account.equals(accountOf(entry)))
                && (openid == null || openid.equals(openidOf(entry)));
    }

    private static @Nullable String accountOf(Entry entry) {
        if (entry instanceof ApiCalled call) {
            return call.account();
        }
        return entry instanceof Pushed push ? push.account() : ((Delivered) entry).account();
    }

    private static @Nullable String openidOf(Entry entry) {
        if (entry instanceof ApiCalled call) {
            return call.openid();
        }
        return entry instanceof Pushed push ? push.openid() : ((Delivered) entry).openid();
    }

    private void limitPushes(Call call, Map<String, String> path) throws IOException {
        Integer inFlight = Json.read(call.body(), Pace.class).inFlight();
        if (inFlight == null || inFlight < 1 || inFlight > 10_000) {
            throw BadCallException.of("pushes.inFlight", "inFlight must be from 1 to 10000.");
        }
        pusher.inFlight(inFlight);
        call.json(200, pusher.state());
    }

    private void pushes(Call call, Map<String, String> path) throws IOException {
        call.json(200, pusher.state());
    }
}
