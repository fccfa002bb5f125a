package io.keshu.channels.sandbox.control;

import io.keshu.channels.sandbox.http.BadCallException;
import io.keshu.channels.sandbox.http.Call;
import io.keshu.channels.sandbox.http.Json;
import io.keshu.channels.sandbox.http.Router;
import io.keshu.channels.sandbox.world.Account;
import io.keshu.channels.sandbox.world.AccountNames;
import io.keshu.channels.sandbox.world.Chat;
import io.keshu.channels.sandbox.world.ChatEntry;
import io.keshu.channels.sandbox.world.Follower;
import io.keshu.channels.sandbox.world.SceneCodes;
import io.keshu.channels.sandbox.world.World;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Followers are created and listed, and their phones are read. */
final class FollowerControl {

    private static final int MOST_AT_ONCE = 100_000;
    private static final long LONGEST_WAIT_MS = 30_000;

    /**
     * People whom the account knows from now on; the account is told nothing.
     *
     * @param openid of one, made up if left out
     * @param count how many; then the openids are made up
     */
    private record Write(
            @Nullable String openid,
            @Nullable String name,
            @Nullable Boolean following,
            @Nullable Integer count) {}

    private record ChatView(FollowerView follower, List<ChatEntry> entries, boolean typing, long changes) {}

    private final World world;

    FollowerControl(World world) {
        this.world = world;
    }

    void addTo(Router router) {
        router.on("GET", "/control/accounts/{account}/followers", this::list)
                .on("POST", "/control/accounts/{account}/followers", this::create)
                .on("GET", "/control/accounts/{account}/scenes", this::scenes)
                .on("GET", "/control/accounts/{account}/followers/{openid}/chat", this::chat)
                .on("GET", "/control/accounts/{account}/followers/{openid}/menu", this::menu)
                .on("DELETE", "/control/accounts/{account}/followers/{openid}/chat", this::reset);
    }

    private void list(Call call, Map<String, String> path) throws IOException {
        call.json(
                200,
                AccountControl.account(world, path).followers().stream()
                        .sorted(Comparator.comparingLong(Follower::number))
                        .map(FollowerView::of)
                        .toList());
    }

    /** The scenes of QR codes that the account has made and that can be scanned. */
    private void scenes(Call call, Map<String, String> path) throws IOException {
        Instant now = world.clock().instant();
        call.json(
                200,
                AccountControl.account(world, path).codes().all().stream()
                        .filter(code -> !code.expired(now))
                        .map(SceneCodes.Code::scene)
                        .distinct()
                        .sorted()
                        .toList());
    }

    private void create(Call call, Map<String, String> path) throws IOException {
        Account account = AccountControl.account(world, path);
        Write write = Json.read(call.body(), Write.class);
        int count = write.count() == null ? 1 : write.count();
        if (count < 1 || count > MOST_AT_ONCE || (count > 1 && write.openid() != null)) {
            throw BadCallException.of(
                    "follower.count", "count must be from 1 to " + MOST_AT_ONCE + ", and 1 for one openid.");
        }
        String openid = write.openid();
        if (openid != null && !openid.matches("[0-9A-Za-z_-]{8,64}")) {
            throw BadCallException.of("follower.openid", "openid must be 8 to 64 letters, digits, _ or -.");
        }
        if (openid != null && account.follower(openid).isPresent()) {
            throw new BadCallException(409, "follower.taken", "There is a follower with this openid.");
        }
        boolean following = write.following() == null || write.following();
        List<FollowerView> created = new ArrayList<>(count);
        int known = account.followers().size();
        for (int i = 0; i < count; i++) {
            String name = write.name() == null ? "粉丝 " + (known + i + 1) : named(write.name(), count, i);
            created.add(FollowerView.of(account.add(
                    openid == null ? AccountNames.openid() : openid,
                    name,
                    following,
                    world.clock().instant())));
        }
        call.json(201, created);
    }

    private static String named(String name, int count, int index) {
        if (name.isBlank() || name.length() > 30) {
            throw BadCallException.of("follower.name", "name must have 1 to 30 characters.");
        }
        return count == 1 ? name : name + " " + (index + 1);
    }

    /** Waits for a change if the caller says which changes it knows and how long it would wait. */
    private void chat(Call call, Map<String, String> path) throws IOException {
        Follower follower = follower(world, path);
        long after = Numbers.of(call, "after", 0, 0, Long.MAX_VALUE);
        long seen = Numbers.of(call, "changes", -1, -1, Long.MAX_VALUE);
        long waitMs = Numbers.of(call, "waitMs", 0, 0, LONGEST_WAIT_MS);
        Chat chat = follower.chat();
        try {
            long changes = chat.await(seen, seen < 0 ? 0 : waitMs);
            call.json(
                    200,
                    new ChatView(
                            FollowerView.of(follower),
                            chat.after(after),
                            chat.typing(world.clock().instant()),
                            changes));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            call.cut();
        }
    }

    /** The buttons at the bottom of her chat, as WeChat's JSON has them; none if there is no menu. */
    private void menu(Call call, Map<String, String> path) throws IOException {
        Follower follower = follower(world, path);
        String buttons = AccountControl.account(world, path)
                .menus()
                .match(follower.tags())
                .orElse("[]");
        call.json(200, Map.of("button", Json.tree(buttons)));
    }

    private void reset(Call call, Map<String, String> path) throws IOException {
        follower(world, path).reset();
        call.json(200, Map.of("reset", true));
    }

    static Follower follower(World world, Map<String, String> path) {
        return AccountControl.account(world, path)
                .follower(path.getOrDefault("openid", ""))
                .orElseThrow(() -> new BadCallException(404, "follower.unknown", "There is no such follower."));
    }
}
