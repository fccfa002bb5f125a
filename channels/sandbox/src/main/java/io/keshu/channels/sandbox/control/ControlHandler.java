package io.keshu.channels.sandbox.control;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpHandler;
import io.keshu.channels.sandbox.fault.Faults;
import io.keshu.channels.sandbox.http.BadCallException;
import io.keshu.channels.sandbox.http.Call;
import io.keshu.channels.sandbox.http.Router;
import io.keshu.channels.sandbox.journal.Journal;
import io.keshu.channels.sandbox.push.Pusher;
import io.keshu.channels.sandbox.world.World;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Serves /control/: JSON in, JSON out; what can't be served is answered with {@code {"code", "message"}}. */
public final class ControlHandler implements HttpHandler {

    private static final Logger log = LoggerFactory.getLogger(ControlHandler.class);

    private final LocalGuard guard;
    private final Router router = new Router();

    /**
     * @param consoleUrl where agents answer; empty if that is not known
     * @param pages the addresses of the sandbox's pages
     */
    public ControlHandler(
            World world,
            Pusher pusher,
            Faults faults,
            Journal journal,
            LocalGuard guard,
            Supplier<String> consoleUrl,
            Supplier<List<String>> pages) {
        this.guard = guard;
        new AccountControl(world, pusher).addTo(router);
        new FollowerControl(world).addTo(router);
        Acts acts = new Acts(world, pusher);
        new ActControl(world, acts).addTo(router);
        new MessageControl(world, acts).addTo(router);
        new FaultControl(faults).addTo(router);
        new JournalControl(journal, pusher).addTo(router);
        router.on("GET", "/control/pages", (call, path) -> call.json(200, pages.get()));
        router.on("GET", "/control/info", (call, path) -> call.json(200, Map.of("consoleUrl", consoleUrl.get())));
    }

    @Override
    public void handle(HttpExchange exchange) throws IOException {
        Call call = new Call(exchange);
        call.set("Cache-Control", "no-store");
        call.set("X-Content-Type-Options", "nosniff");
        try {
            guard.check(call);
            router.route(call);
        } catch (BadCallException e) {
            call.json(e.status(), Map.of("code", e.code(), "message", String.valueOf(e.getMessage())));
        } catch (RuntimeException e) {
            log.error("event=sandbox_control_failed path={}", call.path(), e);
            call.json(500, Map.of("code", "internal", "message", "Something went wrong; the log says what."));
        }
    }
}
