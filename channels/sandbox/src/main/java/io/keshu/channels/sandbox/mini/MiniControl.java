package io.keshu.channels.sandbox.mini;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpHandler;
import io.keshu.channels.sandbox.control.LocalGuard;
import io.keshu.channels.sandbox.http.BadCallException;
import io.keshu.channels.sandbox.http.Call;
import io.keshu.channels.sandbox.http.Json;
import io.keshu.channels.sandbox.http.Router;
import io.keshu.channels.sandbox.push.PushForm;
import io.keshu.channels.sandbox.wechat.MediaFormat;
import io.keshu.channels.sandbox.world.Account;
import io.keshu.channels.sandbox.world.AccountNames;
import io.keshu.channels.sandbox.world.AccountSettings;
import io.keshu.channels.sandbox.world.Chat;
import io.keshu.channels.sandbox.world.ChatEntry;
import io.keshu.channels.sandbox.world.Follower;
import io.keshu.channels.sandbox.world.KeptMedia;
import io.keshu.channels.sandbox.world.World;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Serves what the page of mini programs asks for: who uses which, what stands on the phone, and what its holder does. */
final class MiniControl implements HttpHandler {

    /** What its addresses begin with. */
    static final String PATH = "/control/mini/";

    private static final String CUSTOMER = PATH + "programs/{program}/customers/{openid}";
    private static final int MAX_SESSION_FROM = 1000;
    private static final long LONGEST_WAIT_MS = 30_000;
    private static final Logger log = LoggerFactory.getLogger(MiniControl.class);

    /** @param webhookUrl where it is pushed to; left out for nowhere */
    private record NewProgram(
            @Nullable String name, @Nullable String webhookUrl) {}

    private record NewCustomer(@Nullable String name) {}

    private record Entering(@Nullable String sessionFrom) {}

    private record Writing(@Nullable String text) {}

    private record Picture(@Nullable String base64) {}

    private record Page(@Nullable String title, @Nullable String path) {}

    private record Answers(@Nullable Map<String, Boolean> answers) {}

    private record Withdrawing(@Nullable String template) {}

    private record Telling(@Nullable PushForm form) {}

    private record ProgramView(String appId, String name, PushForm form, List<TemplateView> templates) {}

    private record TemplateView(String id, String title) {}

    private record CustomerView(String openid, String name, Map<String, Integer> consents) {

        static CustomerView of(Follower customer) {
            return new CustomerView(customer.openid(), customer.name(), customer.consents());
        }
    }

    private record ChatView(CustomerView customer, List<ChatEntry> entries, boolean typing, long changes) {}

    private final MiniPrograms programs;
    private final World world;
    private final LocalGuard guard;
    private final Router router = new Router();

    MiniControl(MiniPrograms programs, LocalGuard guard) {
        this.programs = programs;
        this.world = programs.world();
        this.guard = guard;
        router.on("GET", PATH + "programs", this::list)
                .on("POST", PATH + "programs", this::add)
                .on("PUT", PATH + "form", this::form)
                .on("GET", PATH + "programs/{program}/customers", this::customers)
                .on("POST", PATH + "programs/{program}/customers", this::create)
                .on("GET", PATH + "programs/{program}/media/{media}", this::media)
                .on("GET", CUSTOMER + "/chat", this::chat)
                .on("DELETE", CUSTOMER + "/chat", this::reset)
                .on("POST", CUSTOMER + "/enter", this::enter)
                .on("POST", CUSTOMER + "/text", this::text)
                .on("POST", CUSTOMER + "/picture", this::picture)
                .on("POST", CUSTOMER + "/page", this::page)
                .on("POST", CUSTOMER + "/popup", this::popup)
                .on("POST", CUSTOMER + "/withdraw", this::withdraw);
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
            log.error("event=sandbox_mini_control_failed path={}", call.path(), e);
            call.json(500, Map.of("code", "internal", "message", "Something went wrong; the log says what."));
        }
    }

    private void list(Call call, Map<String, String> path) throws IOException {
        List<TemplateView> templates = MiniTemplates.all().stream()
                .map(template -> new TemplateView(template.id(), template.title()))
                .toList();
        call.json(
                200,
                world.accounts().stream()
                        .map(account -> new ProgramView(
                                account.settings().appId(), account.settings().name(), programs.form(), templates))
                        .toList());
    }

    /** Makes up a mini program and tells all that a hub needs to know of it. */
    private void add(Call call, Map<String, String> path) throws IOException {
        NewProgram wanted = Json.read(call.body(), NewProgram.class);
        AccountSettings made =
                AccountNames.account(given(wanted.name(), "name", 30)).pushedTo(wanted.webhookUrl());
        var unused = world.add(made).orElseThrow(() -> new IllegalStateException("An appid was made up twice"));
        Map<String, Object> told = new LinkedHashMap<>();
        told.put("appId", made.appId());
        told.put("appSecret", made.secret());
        told.put("token", made.token());
        told.put("encodingAesKey", made.encodingAesKey());
        told.put("mode", made.mode());
        told.put("apiBaseUrl", programs.apiUrl("http://" + call.header("Host")));
        call.json(201, told);
    }

    private void form(Call call, Map<String, String> path) throws IOException {
        PushForm form = Json.read(call.body(), Telling.class).form();
        if (form == null) {
            throw BadCallException.of("form.unknown", "form must be xml or json.");
        }
        programs.tellIn(form);
        call.json(200, Map.of("form", form));
    }

    private void customers(Call call, Map<String, String> path) throws IOException {
        call.json(
                200,
                program(path).followers().stream()
                        .sorted(Comparator.comparingLong(Follower::number))
                        .map(CustomerView::of)
                        .toList());
    }

    private void create(Call call, Map<String, String> path) throws IOException {
        String name = given(Json.read(call.body(), NewCustomer.class).name(), "name", 30);
        Follower created = program(path)
                .add(AccountNames.openid(), name, true, world.clock().instant());
        call.json(201, CustomerView.of(created));
    }

    private void media(Call call, Map<String, String> path) throws IOException {
        KeptMedia kept = program(path)
                .media()
                .find(path.getOrDefault("media", ""), world.clock().instant())
                .orElseThrow(() -> new BadCallException(404, "media.unknown", "There are no such media any more."));
        call.set("Content-Security-Policy", "sandbox; default-src 'none'");
        call.answer(200, kept.contentType(), kept.content());
    }

    /** Waits for a change if the caller says which changes it knows and how long it would wait. */
    private void chat(Call call, Map<String, String> path) throws IOException {
        Follower customer = customer(path);
        Chat chat = customer.chat();
        try {
            long seen = number(call, "changes", -1);
            long changes = chat.await(seen, seen < 0 ? 0 : Math.min(number(call, "waitMs", 0), LONGEST_WAIT_MS));
            call.json(
                    200,
                    new ChatView(
                            CustomerView.of(customer),
                            chat.after(0),
                            chat.typing(world.clock().instant()),
                            changes));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            call.cut();
        }
    }

    private static long number(Call call, String name, long otherwise) {
        String text = call.query().get(name);
        try {
            return text == null ? otherwise : Long.parseLong(text);
        } catch (NumberFormatException e) {
            throw BadCallException.of("parameter." + name, name + " must be a number.");
        }
    }

    private void reset(Call call, Map<String, String> path) throws IOException {
        customer(path).reset();
        call.json(200, Map.of("reset", true));
    }

    private void enter(Call call, Map<String, String> path) throws IOException {
        String from = Json.read(call.body(), Entering.class).sessionFrom();
        String said = from == null ? "" : from;
        if (said.getBytes(StandardCharsets.UTF_8).length > MAX_SESSION_FROM) {
            throw BadCallException.of("session.from", "sessionFrom has at most " + MAX_SESSION_FROM + " bytes.");
        }
        programs.enter(program(path), customer(path), said);
        call.json(202, Map.of("entered", true));
    }

    private void text(Call call, Map<String, String> path) throws IOException {
        String text = given(Json.read(call.body(), Writing.class).text(), "text", 2048);
        call.json(202, Map.of("msgId", programs.write(program(path), customer(path), text)));
    }

    private void picture(Call call, Map<String, String> path) throws IOException {
        byte[] content = bytes(Json.read(call.body(), Picture.class).base64());
        String type = MediaFormat.of(content)
                .filter(found -> found.startsWith("image/"))
                .orElseThrow(() -> BadCallException.of("picture.type", "It must be a JPEG, PNG or GIF."));
        Account program = program(path);
        KeptMedia kept =
                program.media().add("image", type, content, world.clock().instant());
        String host = call.header("Host");
        call.json(
                202,
                Map.of(
                        "msgId",
                        programs.sendPicture(program, customer(path), kept, host == null ? "localhost" : host)));
    }

    private static byte[] bytes(@Nullable String base64) {
        try {
            return Base64.getDecoder().decode(base64 == null ? "" : base64);
        } catch (IllegalArgumentException e) {
            throw BadCallException.of("picture.base64", "base64 must hold the bytes.");
        }
    }

    private void page(Call call, Map<String, String> path) throws IOException {
        Page page = Json.read(call.body(), Page.class);
        String title = given(page.title(), "title", 64);
        String address = given(page.path(), "path", 1024);
        call.json(202, Map.of("msgId", programs.sendPage(program(path), customer(path), title, address)));
    }

    private void popup(Call call, Map<String, String> path) throws IOException {
        Map<String, Boolean> given = Json.read(call.body(), Answers.class).answers();
        if (given == null || given.isEmpty()) {
            throw BadCallException.of("popup.answers", "answers must say something of a template.");
        }
        Map<String, Boolean> answers = new LinkedHashMap<>();
        given.forEach((template, accepted) -> answers.put(known(template), Boolean.TRUE.equals(accepted)));
        programs.answerPopup(program(path), customer(path), answers);
        call.json(202, Map.of("answered", true));
    }

    private void withdraw(Call call, Map<String, String> path) throws IOException {
        String template = Json.read(call.body(), Withdrawing.class).template();
        programs.withdraw(program(path), customer(path), known(template == null ? "" : template));
        call.json(202, Map.of("withdrawn", true));
    }

    private static String known(String template) {
        return MiniTemplates.find(template)
                .orElseThrow(() -> BadCallException.of("template.unknown", "There is no such template."))
                .id();
    }

    private static String given(@Nullable String value, String name, int most) {
        if (value == null || value.isBlank() || value.length() > most) {
            throw BadCallException.of(name + ".length", name + " must have 1 to " + most + " characters.");
        }
        return value;
    }

    private Account program(Map<String, String> path) {
        return world.account(path.getOrDefault("program", ""))
                .orElseThrow(() -> new BadCallException(404, "program.unknown", "There is no such mini program."));
    }

    private Follower customer(Map<String, String> path) {
        return program(path)
                .follower(path.getOrDefault("openid", ""))
                .orElseThrow(() -> new BadCallException(404, "customer.unknown", "There is no such customer."));
    }
}
