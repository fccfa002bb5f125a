package io.keshu.channels.sandbox.start;

import io.keshu.channels.sandbox.world.Account;
import io.keshu.channels.sandbox.world.AccountNames;
import io.keshu.channels.sandbox.world.AccountSettings;
import io.keshu.channels.sandbox.world.World;
import java.time.Instant;
import java.util.List;

/** The account with which a newcomer begins, and two people who follow it. */
final class FirstAccount {

    private static final String NAME = "沙盒公众号";
    private static final String MINI = "沙盒小程序";
    private static final List<String> PEOPLE = List.of("陈女士", "林先生");

    private FirstAccount() {}

    /** The world's first account, made up if it has none. */
    static Account of(World world) {
        Account account = world.accounts().stream().findFirst().orElseGet(() -> madeUp(world, NAME));
        // Where the hub is now shows when it is up; until then it is told nothing.
        account.change(account.settings().pushedTo(null));
        return account;
    }

    /** The first mini program, made up if there is none. */
    static Account ofMini(World world) {
        Account account = world.accounts().stream().findFirst().orElseGet(() -> madeUp(world, MINI));
        account.change(account.settings().pushedTo(null));
        return account;
    }

    private static Account madeUp(World world, String name) {
        AccountSettings settings = AccountNames.account(name);
        Account account =
                world.add(settings).orElseThrow(() -> new IllegalStateException("An appid was made up twice"));
        Instant now = world.clock().instant();
        PEOPLE.forEach(person -> account.add(AccountNames.openid(), person, true, now));
        return account;
    }
}
