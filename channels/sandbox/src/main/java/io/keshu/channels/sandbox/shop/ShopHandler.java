package io.keshu.channels.sandbox.shop;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpHandler;
import io.keshu.channels.sandbox.control.LocalGuard;
import io.keshu.channels.sandbox.http.BadCallException;
import io.keshu.channels.sandbox.http.Call;
import io.keshu.channels.sandbox.http.Json;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Serves the shop's page under {@value #PATH}. What it is tried with stands in its address: {@code icon}, {@code language} and
 * {@code theme} of the widget, {@code css=hostile} for a page that unsets every style, {@code policy=strict} for a strict Content
 * Security Policy.
 */
public final class ShopHandler implements HttpHandler {

    public static final String PATH = "/shop";

    private static final List<String> FILES = List.of("shop.css", "shop.js", "hostile.css");
    private static final Map<String, List<String>> SWITCHES = Map.of(
            "icon", List.of("floating", "tab", "image", "link", "groups"),
            "language", List.of("zh", "en"),
            "theme", List.of("light", "dark"));

    private static final Map<String, String> TYPES =
            Map.of("css", "text/css; charset=utf-8", "js", "text/javascript; charset=utf-8");

    private static final String STRICT =
            "default-src 'none'; script-src 'self' %1$s; style-src 'self'; img-src 'self' %1$s;"
                    + " media-src %1$s; connect-src 'self' %1$s %2$s; base-uri 'none'; form-action 'none';"
                    + " frame-ancestors 'none'; require-trusted-types-for 'script'";

    /** Who signs in. */
    record Member(@Nullable String id, @Nullable String name) {}

    private final Shop shop;
    private final LocalGuard guard;
    private final Supplier<String> hub;
    private final String page;
    private final Map<String, byte[]> files = new HashMap<>();

    /** @param hub where browsers find the hub; empty until it is up */
    public ShopHandler(Shop shop, LocalGuard guard, Supplier<String> hub) {
        this.shop = shop;
        this.guard = guard;
        this.hub = hub;
        this.page = new String(load("shop.html"), StandardCharsets.UTF_8);
        FILES.forEach(name -> files.put(PATH + "/" + name, load(name)));
    }

    private static byte[] load(String name) {
        try (InputStream file = ShopHandler.class.getResourceAsStream(name)) {
            if (file == null) {
                throw new IllegalStateException("The shop's file " + name + " is missing");
            }
            return file.readAllBytes();
        } catch (IOException e) {
            throw new UncheckedIOException("The shop's file " + name + " can't be read", e);
        }
    }

    @Override
    public void handle(HttpExchange exchange) throws IOException {
        Call call = new Call(exchange);
        call.set("X-Content-Type-Options", "nosniff");
        call.set("Cache-Control", "no-cache");
        try {
            guard.check(call);
            serve(call);
        } catch (BadCallException e) {
            call.json(e.status(), Map.of("code", e.code(), "message", String.valueOf(e.getMessage())));
        }
    }

    private void serve(Call call) throws IOException {
        String path = call.path();
        if (path.equals(PATH + "/member") && call.method().equals("POST")) {
            signIn(call);
            return;
        }
        if (!call.method().equals("GET") && !call.method().equals("HEAD")) {
            throw new BadCallException(405, "method.not_allowed", "Pages are only read.");
        }
        byte[] file = files.get(path);
        if (path.equals(PATH)) {
            servePage(call);
        } else if (file != null) {
            call.answer(200, TYPES.getOrDefault(path.substring(path.lastIndexOf('.') + 1), "text/plain"), file);
        } else {
            throw new BadCallException(404, "not_found", "There is nothing at this address.");
        }
    }

    private void servePage(Call call) throws IOException {
        String address = hub.get();
        if ("strict".equals(call.query().get("policy"))) {
            call.set("Content-Security-Policy", STRICT.formatted(address, address.replaceFirst("^http", "ws")));
        }
        String hostile = "hostile".equals(call.query().get("css"))
                ? "<link rel=\"stylesheet\" href=\"" + PATH + "/hostile.css\">"
                : "";
        String html = page.replace("<!--hostile-->", hostile).replace("<!--widget-->", widget(call, address));
        call.answer(200, "text/html; charset=utf-8", html.getBytes(StandardCharsets.UTF_8));
    }

    /** The tag that a company puts on its pages. */
    private static String widget(Call call, String hub) {
        if (hub.isEmpty()) {
            return "";
        }
        StringBuilder tag = new StringBuilder("<script async src=\"")
                .append(hub)
                .append("/widget/keshu.js\" data-deployment=\"")
                .append(Shop.DEPLOYMENT)
                .append('"');
        SWITCHES.forEach((name, values) -> {
            String value = call.query().get(name);
            if (value != null && values.contains(value)) {
                tag.append(" data-").append(name).append("=\"").append(value).append('"');
            }
        });
        return tag.append("></script>").toString();
    }

    private void signIn(Call call) throws IOException {
        Member member = Json.read(call.body(), Member.class);
        String id = member.id();
        String name = member.name();
        if (id == null || !id.matches("[A-Za-z0-9_-]{1,64}") || name == null || name.isBlank() || name.length() > 40) {
            throw new BadCallException(400, "member.invalid", "A member has an id and a name.");
        }
        call.json(200, Map.of("token", shop.memberToken(id, name)));
    }
}
