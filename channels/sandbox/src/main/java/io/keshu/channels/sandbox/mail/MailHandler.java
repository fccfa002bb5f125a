package io.keshu.channels.sandbox.mail;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpHandler;
import io.keshu.channels.sandbox.control.LocalGuard;
import io.keshu.channels.sandbox.http.BadCallException;
import io.keshu.channels.sandbox.http.Call;
import io.keshu.channels.sandbox.http.Json;
import io.keshu.channels.sandbox.http.Router;
import jakarta.mail.MessagingException;
import jakarta.mail.util.ByteArrayDataSource;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tools.jackson.databind.JsonNode;

/** Serves the customer's mail program at /mail, and what it does under /control/mail. */
public final class MailHandler implements HttpHandler {

    /** The page. */
    public static final String PATH = "/mail";

    /** Its control. */
    public static final String CONTROL = "/control/mail";

    private static final int MAX_SUBJECT = 500;
    private static final int MAX_TEXT = 200_000;

    private static final Map<String, String> FILES = Map.of(
            PATH,
            "mail.html",
            PATH + "/mail.js",
            "mail.js",
            PATH + "/words.js",
            "words.js",
            PATH + "/mail.css",
            "mail.css");

    private static final Map<String, String> TYPES = Map.of(
            "html", "text/html; charset=utf-8",
            "css", "text/css; charset=utf-8",
            "js", "text/javascript; charset=utf-8");

    private static final String POLICY =
            "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; connect-src 'self';"
                    + " base-uri 'none'; form-action 'none'; frame-ancestors 'none'";

    private static final Logger log = LoggerFactory.getLogger(MailHandler.class);

    private final MailTown town;
    private final LocalGuard guard;
    private final Router router = new Router();

    public MailHandler(MailTown town, LocalGuard guard) {
        this.town = town;
        this.guard = guard;
        router.on("GET", CONTROL, (call, path) -> call.json(200, overview()));
        router.on("POST", CONTROL + "/people", (call, path) -> call.json(201, person(town.meet(name(body(call))))));
        router.on("GET", CONTROL + "/people/{person}/letters", (call, path) -> call.json(200, letters(who(path))));
        router.on("POST", CONTROL + "/people/{person}/letters", this::write);
        router.on("GET", CONTROL + "/people/{person}/letters/{letter}/attached/{index}", this::attached);
        FILES.forEach((path, file) -> router.on("GET", path, (call, parts) -> page(call, file)));
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
            log.error("event=sandbox_mail_failed path={}", call.path(), e);
            call.json(500, Map.of("code", "internal", "message", "Something went wrong; the log says what."));
        }
    }

    private static void page(Call call, String name) throws IOException {
        try (InputStream file = MailHandler.class.getResourceAsStream(name)) {
            if (file == null) {
                throw new IllegalStateException("The page's file " + name + " is missing");
            }
            call.set("Content-Security-Policy", POLICY);
            call.set("Referrer-Policy", "no-referrer");
            call.answer(200, TYPES.getOrDefault(name.substring(name.lastIndexOf('.') + 1), ""), file.readAllBytes());
        }
    }

    private Map<String, Object> overview() {
        return Map.of(
                "company",
                MailTown.COMPANY,
                "people",
                town.people().stream().map(MailHandler::person).toList());
    }

    private static Map<String, String> person(MailTown.Person person) {
        return Map.of("address", person.address(), "name", person.name());
    }

    private static String name(JsonNode body) {
        String name = body.path("name").asString("").strip();
        if (name.isEmpty() || name.length() > 40 || name.chars().anyMatch(Character::isISOControl)) {
            throw new BadCallException(400, "name.invalid", "A name has 1 to 40 characters.");
        }
        return name;
    }

    private MailTown.Person who(Map<String, String> path) {
        return town.person(path.getOrDefault("person", ""))
                .orElseThrow(() -> new BadCallException(404, "person.unknown", "There is no such customer."));
    }

    private List<Map<String, Object>> letters(MailTown.Person person) {
        return town.letters(person).stream().map(MailHandler::view).toList();
    }

    private static Map<String, Object> view(Letter letter) {
        try {
            List<Map<String, Object>> attached = new ArrayList<>();
            for (Letter.Attached one : letter.attached()) {
                attached.add(Map.of("name", one.name(), "type", one.type()));
            }
            Map<String, Object> view = new LinkedHashMap<>();
            view.put("id", letter.id());
            view.put("from", letter.fromCompany() ? "company" : "customer");
            view.put("at", letter.at().toString());
            view.put("subject", letter.subject());
            view.put("text", letter.text());
            view.put("automatic", letter.header("Auto-Submitted").startsWith("auto"));
            view.put("answers", letter.header("In-Reply-To"));
            view.put("messageId", letter.messageId());
            view.put("attached", attached);
            return view;
        } catch (IOException | MessagingException e) {
            throw new IllegalStateException("A letter can't be read", e);
        }
    }

    private Letter letter(MailTown.Person person, String id) {
        return town.letters(person).stream()
                .filter(letter -> Integer.toString(letter.id()).equals(id))
                .findFirst()
                .orElseThrow(() -> new BadCallException(404, "letter.unknown", "There is no such letter."));
    }

    private void write(Call call, Map<String, String> path) throws IOException {
        MailTown.Person person = who(path);
        JsonNode body = body(call);
        String answered = body.path("answers").asString("");
        String subject = body.path("subject").asString("").strip();
        String text = body.path("text").asString("");
        if (subject.length() > MAX_SUBJECT || subject.chars().anyMatch(Character::isISOControl)) {
            throw new BadCallException(400, "subject.invalid", "A subject is one line of at most 500 characters.");
        }
        if (text.length() > MAX_TEXT) {
            throw new BadCallException(400, "text.too_long", "A letter has at most 200,000 characters.");
        }
        List<Draft.File> files = new ArrayList<>();
        for (JsonNode file : body.path("files")) {
            files.add(file(file));
        }
        Draft draft = new Draft(
                subject,
                text,
                body.path("html").asBoolean(false),
                answered.isEmpty() ? null : letter(person, answered),
                files);
        try {
            call.json(201, view(town.write(person, draft)));
        } catch (MessagingException e) {
            throw new BadCallException(400, "letter.invalid", String.valueOf(e.getMessage()));
        }
    }

    private static Draft.File file(JsonNode file) {
        String name = file.path("name").asString("").strip();
        String type = file.path("type").asString("");
        if (name.isEmpty() || name.length() > 200 || name.chars().anyMatch(Character::isISOControl)) {
            throw new BadCallException(400, "file.invalid", "A file has a name of at most 200 characters.");
        }
        try {
            return new Draft.File(
                    name,
                    new ByteArrayDataSource(
                            Base64.getDecoder().decode(file.path("content").asString("")),
                            type.matches("[a-z]+/[A-Za-z0-9.+-]{1,100}") ? type : "application/octet-stream"));
        } catch (IllegalArgumentException e) {
            throw new BadCallException(400, "file.invalid", "A file's content is Base64.");
        }
    }

    private void attached(Call call, Map<String, String> path) throws IOException {
        Letter letter = letter(who(path), path.getOrDefault("letter", ""));
        String index = path.getOrDefault("index", "");
        try {
            List<Letter.Attached> all = letter.attached();
            int at = index.matches("[0-9]{1,3}") ? Integer.parseInt(index) : -1;
            if (at < 0 || at >= all.size()) {
                throw new BadCallException(404, "attached.unknown", "There is no such attachment.");
            }
            boolean picture = all.get(at).type().matches("image/(png|jpeg|gif|webp)");
            call.set("Content-Security-Policy", "sandbox; default-src 'none'");
            call.set("Content-Disposition", picture ? "inline" : "attachment");
            call.answer(200, picture ? all.get(at).type() : "application/octet-stream", MailTown.bytes(all.get(at)));
        } catch (MessagingException e) {
            throw new BadCallException(404, "attached.unknown", String.valueOf(e.getMessage()));
        }
    }

    private static JsonNode body(Call call) throws IOException {
        return Json.object(call.body())
                .orElseThrow(() -> BadCallException.of("json.invalid", "The body must be a JSON object."));
    }
}
