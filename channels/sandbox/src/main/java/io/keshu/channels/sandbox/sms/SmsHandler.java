package io.keshu.channels.sandbox.sms;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpHandler;
import io.keshu.channels.sandbox.control.LocalGuard;
import io.keshu.channels.sandbox.http.BadCallException;
import io.keshu.channels.sandbox.http.Call;
import io.keshu.channels.sandbox.http.Json;
import io.keshu.channels.sandbox.http.Router;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Serves the page of the customers' phones at /sms, and what it does under /control/sms. */
public final class SmsHandler implements HttpHandler {

    /** The page. */
    public static final String PATH = "/sms";

    /** Its control. */
    public static final String CONTROL = "/control/sms";

    private static final int MAX_TEXT = 1000;
    private static final Map<String, String> FILES = Map.of(
            PATH, "sms.html", PATH + "/sms.js", "sms.js", PATH + "/words.js", "words.js", PATH + "/sms.css", "sms.css");
    private static final Map<String, String> TYPES = Map.of(
            "html", "text/html; charset=utf-8",
            "css", "text/css; charset=utf-8",
            "js", "text/javascript; charset=utf-8");
    private static final String POLICY =
            "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; connect-src 'self';"
                    + " base-uri 'none'; form-action 'none'; frame-ancestors 'none'";
    private static final Logger log = LoggerFactory.getLogger(SmsHandler.class);

    private final SmsCenter center;
    private final LocalGuard guard;
    private final Router router = new Router();

    public SmsHandler(SmsCenter center, LocalGuard guard) {
        this.center = center;
        this.guard = guard;
        router.on("GET", CONTROL, (call, path) -> call.json(200, overview()));
        router.on(
                "POST",
                CONTROL + "/people",
                (call, path) -> call.json(
                        201, center.town().meet(read(call, NameWrite.class).checked())));
        router.on("GET", CONTROL + "/people/{person}/messages", (call, path) -> call.json(200, messages(who(path))));
        router.on(
                "POST",
                CONTROL + "/people/{person}/messages",
                (call, path) -> call.json(
                        201, center.write(who(path), read(call, TextWrite.class).checked())));
        router.on("POST", CONTROL + "/people/{person}/off", (call, path) -> {
            center.town().switchOff(who(path), read(call, OffWrite.class).off());
            call.json(200, Map.of());
        });
        FILES.forEach((path, file) -> router.on("GET", path, (call, parts) -> page(call, file)));
    }

    /** A new customer. */
    record NameWrite(String name) {
        String checked() {
            if (name.isBlank() || name.length() > 40 || name.chars().anyMatch(Character::isISOControl)) {
                throw new BadCallException(400, "name.invalid", "A name has 1 to 40 characters.");
            }
            return name.strip();
        }
    }

    /** A text to be sent. */
    record TextWrite(String text) {
        String checked() {
            if (text.isBlank() || text.length() > MAX_TEXT) {
                throw new BadCallException(400, "text.invalid", "A text has 1 to 1000 characters.");
            }
            return text;
        }
    }

    /** A phone's switch. */
    record OffWrite(boolean off) {}

    private static <T> T read(Call call, Class<T> type) throws IOException {
        return Json.read(call.body(), type);
    }

    private Map<String, Object> overview() {
        List<Map<String, Object>> people = center.town().people().stream()
                .map(person -> Map.<String, Object>of(
                        "number", person.number(),
                        "name", person.name(),
                        "off", center.town().off(person)))
                .toList();
        return Map.of("company", SmsTown.COMPANY, "bound", center.bound(), "people", people);
    }

    private SmsTown.Person who(Map<String, String> path) {
        return center.town()
                .person(path.getOrDefault("person", ""))
                .orElseThrow(() -> new BadCallException(404, "person.unknown", "There is no such customer."));
    }

    private List<Map<String, Object>> messages(SmsTown.Person person) {
        return center.town().messages(person).stream()
                .map(message -> Map.<String, Object>of(
                        "id", message.id(),
                        "from", message.mine() ? "customer" : "company",
                        "at", message.at().toString(),
                        "text", message.text(),
                        "segments", message.segments(),
                        "state", message.state()))
                .toList();
    }

    @Override
    public void handle(HttpExchange exchange) throws IOException {
        Call call = new Call(exchange);
        call.set("Cache-Control", "no-cache");
        call.set("X-Content-Type-Options", "nosniff");
        try {
            guard.check(call);
            router.route(call);
        } catch (BadCallException e) {
            call.json(e.status(), Map.of("code", e.code(), "message", String.valueOf(e.getMessage())));
        } catch (RuntimeException e) {
            log.error("event=sandbox_sms_failed path={}", call.path(), e);
            call.json(500, Map.of("code", "internal", "message", "Something went wrong; the log says what."));
        }
    }

    private static void page(Call call, String name) throws IOException {
        try (InputStream file = SmsHandler.class.getResourceAsStream(name)) {
            if (file == null) {
                throw new IllegalStateException("The page's file " + name + " is missing");
            }
            call.set("Content-Security-Policy", POLICY);
            call.set("Referrer-Policy", "no-referrer");
            call.answer(200, TYPES.getOrDefault(name.substring(name.lastIndexOf('.') + 1), ""), file.readAllBytes());
        }
    }
}
