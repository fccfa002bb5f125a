package io.keshu.channels.sandbox.control;

import io.keshu.channels.sandbox.http.BadCallException;
import io.keshu.channels.sandbox.http.Call;
import io.keshu.channels.sandbox.http.Json;
import io.keshu.channels.sandbox.http.Router;
import io.keshu.channels.sandbox.push.Pusher;
import io.keshu.channels.sandbox.world.Account;
import io.keshu.channels.sandbox.world.AccountNames;
import io.keshu.channels.sandbox.world.AccountSettings;
import io.keshu.channels.sandbox.world.World;
import java.io.IOException;
import java.util.Map;

/** Accounts are created, changed and listed. Only the answer to their creation tells secrets. */
final class AccountControl {

    private final World world;
    private final Pusher pusher;

    AccountControl(World world, Pusher pusher) {
        this.world = world;
        this.pusher = pusher;
    }

    void addTo(Router router) {
        router.on("GET", "/control/accounts", this::list)
                .on("POST", "/control/accounts", this::create)
                .on("GET", "/control/accounts/{account}", this::show)
                .on("PATCH", "/control/accounts/{account}", this::change)
                .on("POST", "/control/accounts/{account}/check", this::check);
    }

    private void list(Call call, Map<String, String> path) throws IOException {
        call.json(200, world.accounts().stream().map(AccountView::of).toList());
    }

    private void create(Call call, Map<String, String> path) throws IOException {
        AccountWrite write = Json.read(call.body(), AccountWrite.class);
        AccountSettings madeUp = AccountNames.account("沙盒公众号");
        AccountSettings named = new AccountSettings(
                write.appIdOr(madeUp.appId()),
                madeUp.name(),
                madeUp.originalId(),
                madeUp.secret(),
                madeUp.token(),
                madeUp.encodingAesKey(),
                madeUp.mode(),
                madeUp.webhookUrl(),
                madeUp.checkQuota());
        AccountSettings settings = write.over(named);
        if (world.add(settings).isEmpty()) {
            throw new BadCallException(409, "account.taken", "There is an account with this appId.");
        }
        call.json(201, settings);
    }

    private void show(Call call, Map<String, String> path) throws IOException {
        call.json(200, AccountView.of(account(world, path)));
    }

    private void change(Call call, Map<String, String> path) throws IOException {
        Account account = account(world, path);
        account.change(Json.read(call.body(), AccountWrite.class).over(account.settings()));
        call.json(200, AccountView.of(account));
    }

    private void check(Call call, Map<String, String> path) throws IOException {
        call.json(200, pusher.check(account(world, path)));
    }

    static Account account(World world, Map<String, String> path) {
        return world.account(path.getOrDefault("account", ""))
                .orElseThrow(() -> new BadCallException(404, "account.unknown", "There is no such account."));
    }
}
