package io.keshu.channels.sandbox.wechat;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpHandler;
import io.keshu.channels.sandbox.http.Call;
import io.keshu.channels.sandbox.world.Account;
import io.keshu.channels.sandbox.world.KeptMedia;
import io.keshu.channels.sandbox.world.World;
import java.io.IOException;
import java.util.Optional;

/** Where pictures lie that people sent: open to whoever has the address, as WeChat's are, and for as long. */
public final class PictureHandler implements HttpHandler {

    /** What the addresses begin with. */
    public static final String PATH = "/pictures/";

    private final World world;
    private final String path;

    public PictureHandler(World world) {
        this(world, PATH);
    }

    /** @param path what the addresses begin with */
    public PictureHandler(World world, String path) {
        this.world = world;
        this.path = path;
    }

    /** The address of a picture, as {@code PicUrl} states it. */
    public static String address(String host, Account account, KeptMedia picture) {
        return address(host, PATH, account, picture);
    }

    /** The address of a picture below such a path. */
    public static String address(String host, String path, Account account, KeptMedia picture) {
        return "http://" + host + path + account.settings().appId() + "/" + picture.id();
    }

    @Override
    public void handle(HttpExchange exchange) throws IOException {
        Call call = new Call(exchange);
        String[] parts = call.path().substring(path.length()).split("/", -1);
        Optional<KeptMedia> picture = parts.length == 2 && call.method().equals("GET")
                ? world.account(parts[0])
                        .flatMap(account ->
                                account.media().find(parts[1], world.clock().instant()))
                        .filter(found -> found.contentType().startsWith("image/"))
                : Optional.empty();
        call.set("X-Content-Type-Options", "nosniff");
        call.set("Content-Security-Policy", "sandbox; default-src 'none'");
        if (picture.isEmpty()) {
            call.answer(404, "text/plain; charset=utf-8", new byte[0]);
        } else {
            call.answer(200, picture.get().contentType(), picture.get().content());
        }
    }
}
