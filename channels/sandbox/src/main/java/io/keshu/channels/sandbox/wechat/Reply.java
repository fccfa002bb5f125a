package io.keshu.channels.sandbox.wechat;

import io.keshu.channels.sandbox.fault.ApiFault;
import io.keshu.channels.sandbox.http.Call;
import io.keshu.channels.sandbox.http.Json;
import io.keshu.channels.sandbox.world.KeptMedia;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What leaves the server, or that nothing does. */
final class Reply {

    private static final String JSON = "application/json; encoding=utf-8";
    private static final String HTML = "text/html; charset=utf-8";

    /** Longer than any client waits. */
    private static final Duration HANG = Duration.ofSeconds(60);

    private static final SecureRandom RANDOM = new SecureRandom();

    private final int status;
    private final String contentType;
    private final byte[] content;
    /** How long the connection stays open if nothing leaves. */
    private final Duration hold;

    private Reply(int status, String contentType, byte[] content, Duration hold) {
        this.status = status;
        this.contentType = contentType;
        this.content = content;
        this.hold = hold;
    }

    /** @param decided null if a fault came first */
    static Reply of(@Nullable Answer decided, @Nullable ApiFault fault) {
        if (decided != null && decided.media() != null && fault == null) {
            KeptMedia kept = decided.media();
            return new Reply(200, kept.contentType(), kept.content(), Duration.ZERO);
        }
        byte[] right = decided == null ? new byte[0] : json(decided.errcode(), decided.body());
        if (fault == null) {
            return new Reply(200, JSON, right, Duration.ZERO);
        }
        return switch (fault.answer()) {
            case RIGHT -> new Reply(200, JSON, right, Duration.ZERO);
            case ERRCODE -> new Reply(200, JSON, json(fault.errcode(), error(fault.errcode())), Duration.ZERO);
            case STATUS ->
                new Reply(fault.status(), HTML, text("<html><h1>" + fault.status() + "</h1></html>"), Duration.ZERO);
            case GARBAGE -> new Reply(200, HTML, text("<!DOCTYPE html><p>\u0000 {\"errcode\":"), Duration.ZERO);
            case BARE -> new Reply(200, JSON, text("{}"), Duration.ZERO);
            case EMPTY -> new Reply(200, JSON, new byte[0], Duration.ZERO);
            case TRUNCATED -> new Reply(200, JSON, Arrays.copyOf(right, Math.max(1, right.length / 2)), Duration.ZERO);
            case CUT -> new Reply(0, "", new byte[0], Duration.ZERO);
            case HANG -> new Reply(0, "", new byte[0], HANG);
        };
    }

    private static Map<String, Object> error(int errcode) {
        Map<String, Object> body = new LinkedHashMap<>();
        body.put("errcode", errcode);
        body.put(
                "errmsg",
                switch (errcode) {
                    case -1 -> "system error";
                    case 40164 -> "invalid ip 203.0.113.7 ipv6 ::ffff:203.0.113.7, not in whitelist";
                    default -> "refused by the sandbox on demand";
                });
        return body;
    }

    /** With the number of the request that WeChat appends to what it says of an error. */
    private static byte[] json(int errcode, Map<String, Object> body) {
        if (errcode == 0) {
            return Json.bytes(body);
        }
        byte[] random = new byte[12];
        RANDOM.nextBytes(random);
        Map<String, Object> told = new LinkedHashMap<>(body);
        told.put("errmsg", body.get("errmsg") + " rid: " + HexFormat.of().formatHex(random));
        return Json.bytes(told);
    }

    private static byte[] text(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    /** 0 if nothing leaves. */
    int status() {
        return status;
    }

    void leave(Call call) throws IOException, InterruptedException {
        if (status == 0) {
            Thread.sleep(hold.toMillis());
            call.cut();
            return;
        }
        if (!contentType.equals(JSON) && !contentType.equals(HTML)) {
            String ending = contentType.substring(contentType.indexOf('/') + 1);
            call.set("Content-disposition", "attachment; filename=\"media." + ending + "\"");
        }
        call.answer(status, contentType, content);
    }
}
