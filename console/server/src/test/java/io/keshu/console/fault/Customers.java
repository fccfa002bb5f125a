package io.keshu.console.fault;

import io.keshu.channels.sandbox.SandboxServer;
import io.keshu.channels.sandbox.journal.Delivered;
import io.keshu.channels.sandbox.journal.Journal;
import io.keshu.channels.sandbox.journal.Pushed;
import io.keshu.channels.sandbox.push.PushMessage;
import io.keshu.channels.sandbox.world.Account;
import io.keshu.channels.sandbox.world.AccountNames;
import io.keshu.channels.sandbox.world.AccountSettings;
import io.keshu.channels.sandbox.world.Follower;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** Followers of some accounts of the sandbox, who write, and what their phones and WeChat's own log say afterwards. */
final class Customers {

    private static final int NO_LIMIT = Integer.MAX_VALUE;

    private record Customer(Account account, Follower follower) {}

    private final SandboxServer sandbox;
    private final Random random;
    private final List<Customer> customers = new ArrayList<>();
    private final List<Account> accounts = new ArrayList<>();
    private final Set<String> sent = ConcurrentHashMap.newKeySet();

    Customers(SandboxServer sandbox, int accountCount, int customerCount, long seed) {
        this.sandbox = sandbox;
        this.random = new Random(seed);
        for (int i = 0; i < accountCount; i++) {
            AccountSettings made = AccountNames.account("fault " + i);
            // Every reply goes to the phone whatever the customer wrote when: quotas are another test's matter.
            AccountSettings unlimited = new AccountSettings(
                    made.appId(),
                    made.name(),
                    made.originalId(),
                    made.secret(),
                    made.token(),
                    made.encodingAesKey(),
                    made.mode(),
                    null,
                    false);
            accounts.add(sandbox.world().add(unlimited).orElseThrow());
        }
        Instant now = sandbox.world().clock().instant();
        for (int i = 0; i < customerCount; i++) {
            Account account = accounts.get(i % accountCount);
            customers.add(new Customer(account, account.add(AccountNames.openid(), "customer " + i, true, now)));
        }
    }

    /** Where the accounts' messages go from now on. */
    void pushTo(String address) {
        for (Account account : accounts) {
            account.change(account.settings().pushedTo(address + "/webhooks/wechat/" + key(account)));
        }
    }

    private String key(Account account) {
        return "fault-" + accounts.indexOf(account);
    }

    /** The properties by which a hub declares these accounts. */
    Map<String, String> declarations(String apiAddress) {
        Map<String, String> properties = new HashMap<>();
        for (int i = 0; i < accounts.size(); i++) {
            AccountSettings settings = accounts.get(i).settings();
            String prefix = "keshu.channels.accounts[" + i + "].";
            properties.put(prefix + "type", "wechat");
            properties.put(prefix + "key", key(accounts.get(i)));
            properties.put(prefix + "settings.appId", settings.appId());
            properties.put(prefix + "settings.mode", "secure");
            properties.put(prefix + "settings.apiBaseUrl", apiAddress);
            properties.put(prefix + "secrets.appSecret", settings.secret());
            properties.put(prefix + "secrets.token", settings.token());
            properties.put(prefix + "secrets.encodingAesKey", settings.encodingAesKey());
        }
        return properties;
    }

    /** So many texts, each by anybody, all different. */
    void write(int count) {
        for (int i = 0; i < count; i++) {
            Customer customer = customers.get(random.nextInt(customers.size()));
            String text = "第 " + sent.size() + " 条";
            sent.add(text);
            Instant now = sandbox.world().clock().instant();
            String id = sandbox.world().nextMessageId();
            customer.follower.wrote(text, id, now);
            sandbox.pusher()
                    .push(
                            customer.account,
                            customer.follower,
                            PushMessage.text(customer.follower.openid(), now, id, text));
        }
    }

    /** Everything that was written, taken by the hub or not. */
    Set<String> sent() {
        return sent;
    }

    /** Whether every push was taken or given up. */
    boolean allPushed() {
        return sandbox.pusher().state().pending() == 0;
    }

    /** How many pushes and copies of them have ended. */
    long pushed() {
        return sandbox.pusher().state().acknowledged()
                + sandbox.pusher().state().failed();
    }

    /** What the hub said it has, by WeChat's log. */
    Collection<Checker.Acknowledged> acknowledged() {
        Map<String, Instant> firstSent = new HashMap<>();
        Map<String, Checker.Acknowledged> found = new HashMap<>();
        List<Pushed> pushes = sandbox.journal().list(Journal.Kind.PUSH, 0, NO_LIMIT, entry -> true).stream()
                .map(entry -> (Pushed) entry)
                .toList();
        for (Pushed push : pushes) {
            // Given up counts too: the hub may have stored it and died before it could say so.
            firstSent.merge(text(push), push.tries().get(0).at(), (one, other) -> one.isBefore(other) ? one : other);
        }
        for (Pushed push : pushes) {
            if (!push.outcome().equals("failed")) {
                Pushed.Try last = push.tries().get(push.tries().size() - 1);
                // The log's milliseconds are cut off: the answer was there one later at the latest.
                Checker.Acknowledged seen = new Checker.Acknowledged(
                        push.openid(),
                        text(push),
                        firstSent.get(text(push)),
                        last.at().plusMillis(last.ms() + 1));
                found.merge(seen.text(), seen, Checker.Acknowledged::earliest);
            }
        }
        return found.values();
    }

    private static String text(Pushed push) {
        return String.valueOf(push.text());
    }

    /** What is on the phones, in the order in which it came. */
    List<Checker.Delivered> delivered() {
        return sandbox.journal().list(Journal.Kind.DELIVERED, 0, NO_LIMIT, entry -> true).stream()
                .map(entry -> (Delivered) entry)
                .map(entry -> new Checker.Delivered(entry.openid(), entry.text()))
                .toList();
    }
}
