package io.keshu.channels.sandbox.wechat;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpHandler;
import io.keshu.channels.sandbox.fault.ApiFault;
import io.keshu.channels.sandbox.fault.Faults;
import io.keshu.channels.sandbox.http.BadCallException;
import io.keshu.channels.sandbox.http.Call;
import io.keshu.channels.sandbox.journal.ApiCalled;
import io.keshu.channels.sandbox.journal.Journal;
import io.keshu.channels.sandbox.push.Pusher;
import io.keshu.channels.sandbox.world.World;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Serves /cgi-bin/: lets WeChat's side decide, unless a fault comes first or spoils the answer. Each call is in the journal before its
 * answer leaves.
 */
public final class WechatHandler implements HttpHandler {

    private static final Logger log = LoggerFactory.getLogger(WechatHandler.class);

    private static final String PICTURE = "/cgi-bin/showqrcode";

    private final World world;
    private final WechatApi api;
    private final Faults faults;
    private final Journal journal;

    public WechatHandler(World world, Faults faults, Journal journal, Pusher pusher) {
        this(world, WechatApi.ofAccounts(world, journal, pusher), faults, journal);
    }

    /** For another of WeChat's platforms. */
    public WechatHandler(World world, WechatApi api, Faults faults, Journal journal) {
        this.world = world;
        this.api = api;
        this.faults = faults;
        this.journal = journal;
    }

    @Override
    public void handle(HttpExchange exchange) throws IOException {
        Call call = new Call(exchange);
        try {
            if (call.path().equals(PICTURE)) {
                SceneEndpoints.picture(world, call);
                return;
            }
            serve(call);
        } catch (BadCallException e) {
            String message = e.code() + ": " + e.getMessage();
            call.answer(e.status(), "text/plain; charset=utf-8", message.getBytes(StandardCharsets.UTF_8));
        } catch (RuntimeException e) {
            log.error("event=sandbox_call_failed path={}", call.path(), e);
            call.answer(500, "text/plain; charset=utf-8", new byte[0]);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            call.cut();
        } catch (IOException e) {
            // Whoever called hung up, which is its right; what the call did is in the journal.
            log.debug("event=sandbox_caller_gone path={}", call.path(), e);
            call.cut();
        }
    }

    private void serve(Call call) throws IOException, InterruptedException {
        Instant at = world.clock().instant();
        long started = System.nanoTime();
        String account = api.account(call).orElse(null);
        ApiFault fault = faults.forCall(account, call.path()).orElse(null);
        Answer decided = null;
        if (fault == null) {
            decided = api.answer(call);
        } else if (fault.when() == ApiFault.When.AFTER) {
            decided = api.answer(call);
            Thread.sleep(fault.delayMs());
        } else {
            Thread.sleep(fault.delayMs());
            decided = fault.answer() == ApiFault.Answer.RIGHT ? api.answer(call) : null;
        }
        Reply reply = Reply.of(decided, fault);
        record(call, account, decided, fault, reply, at, (System.nanoTime() - started) / 1_000_000);
        reply.leave(call);
    }

    private void record(
            Call call,
            @Nullable String account,
            @Nullable Answer decided,
            @Nullable ApiFault fault,
            Reply reply,
            Instant at,
            long ms) {
        journal.add(seq -> new ApiCalled(
                seq,
                at,
                account,
                call.method(),
                call.path(),
                decided == null ? null : decided.openid(),
                decided == null ? null : decided.text(),
                decided == null ? null : decided.errcode(),
                decided == null ? null : decided.errmsg(),
                reply.status(),
                decided != null && decided.errcode() == 0,
                fault == null ? null : fault.describe(),
                ms));
    }
}
