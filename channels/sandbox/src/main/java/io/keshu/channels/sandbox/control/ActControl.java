package io.keshu.channels.sandbox.control;

import io.keshu.channels.sandbox.http.BadCallException;
import io.keshu.channels.sandbox.http.Call;
import io.keshu.channels.sandbox.http.Json;
import io.keshu.channels.sandbox.http.Router;
import io.keshu.channels.sandbox.world.Account;
import io.keshu.channels.sandbox.world.Follower;
import io.keshu.channels.sandbox.world.TemplateEnd;
import io.keshu.channels.sandbox.world.World;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** People write and act, one at a time or by the thousand. */
final class ActControl {

    /** @param option which option of a question it is that was tapped, if it is one */
    private record Text(@Nullable String text, @Nullable String option) {}

    /** How template messages to her end from now on. */
    private record Ends(@Nullable TemplateEnd end) {}

    private record Written(
            @Nullable String openid, @Nullable String text) {}

    private record Bulk(@Nullable List<Written> messages) {}

    private final World world;
    private final Acts acts;

    ActControl(World world, Acts acts) {
        this.world = world;
        this.acts = acts;
    }

    void addTo(Router router) {
        router.on("POST", "/control/accounts/{account}/followers/{openid}/text", this::text)
                .on("POST", "/control/accounts/{account}/followers/{openid}/event", this::event)
                .on("POST", "/control/accounts/{account}/followers/{openid}/templates", this::templates)
                .on("POST", "/control/accounts/{account}/messages", this::bulk);
    }

    private void text(Call call, Map<String, String> path) throws IOException {
        Account account = AccountControl.account(world, path);
        Follower follower = FollowerControl.follower(world, path);
        Text write = Json.read(call.body(), Text.class);
        String text = write.text() == null ? "" : write.text();
        String option = write.option() == null ? "" : write.option();
        call.json(202, Map.of("msgId", acts.write(account, follower, text, option)));
    }

    private void event(Call call, Map<String, String> path) throws IOException {
        Account account = AccountControl.account(world, path);
        Follower follower = FollowerControl.follower(world, path);
        acts.happen(account, follower, Json.read(call.body(), EventWrite.class));
        call.json(202, FollowerView.of(follower));
    }

    private void templates(Call call, Map<String, String> path) throws IOException {
        Follower follower = FollowerControl.follower(world, path);
        TemplateEnd end = Json.read(call.body(), Ends.class).end();
        if (end == null) {
            throw BadCallException.of("template.end", "end must be one of DELIVERED, BLOCKED, FAILED.");
        }
        follower.templatesEnd(end);
        call.json(200, FollowerView.of(follower));
    }

    /** All or nothing, as far as their senders go; pushed in the order given. */
    private void bulk(Call call, Map<String, String> path) throws IOException {
        Account account = AccountControl.account(world, path);
        List<Written> messages = Json.read(call.body(), Bulk.class).messages();
        if (messages == null || messages.isEmpty()) {
            throw BadCallException.of("messages.missing", "messages must be a list of {openid, text}.");
        }
        List<Follower> writers = new ArrayList<>(messages.size());
        for (int i = 0; i < messages.size(); i++) {
            String openid = messages.get(i).openid();
            int index = i;
            writers.add(account.follower(openid == null ? "" : openid)
                    .orElseThrow(() ->
                            BadCallException.of("follower.unknown", "messages[" + index + "].openid is no follower.")));
        }
        List<String> ids = new ArrayList<>(messages.size());
        for (int i = 0; i < messages.size(); i++) {
            String text = messages.get(i).text();
            ids.add(acts.write(account, writers.get(i), text == null ? "" : text));
        }
        call.json(202, Map.of("msgIds", ids));
    }
}
