package io.keshu.domain.account;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.keshu.channels.api.ChannelAccount;
import io.keshu.channels.api.ChannelAccountId;
import io.keshu.channels.api.ChannelType;
import io.keshu.domain.agent.AgentId;
import io.keshu.domain.store.KeyTakenException;
import io.keshu.domain.store.StaleVersionException;
import io.keshu.domain.store.Stores;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What every {@link ChannelAccountStore} keeps. */
public abstract class ChannelAccountStoreContract {

    private static final ChannelType WECHAT = new ChannelType("wechat");
    private static final ChannelType SMS = new ChannelType("sms");
    private static final AgentId MEI = new AgentId(77);

    private ChannelAccountStore store;

    /** Stores over a database of their own, with nothing in it. */
    protected abstract Stores emptyStores();

    @BeforeEach
    void begin() {
        store = emptyStores().accounts();
    }

    private static ChannelAccount account(long id, ChannelType type, String key) {
        return new ChannelAccount(
                new ChannelAccountId(id),
                type,
                key,
                "服务台",
                true,
                Map.of("colour", "青 \"x\""),
                Map.of("secret", "秘密 😀"),
                1);
    }

    private static ChannelAccount changed(ChannelAccount account, String name, long version) {
        return new ChannelAccount(
                account.id(), account.type(), account.key(), name, false, Map.of(), Map.of(), version);
    }

    @Test
    void accounts_come_back_whole() {
        ChannelAccount one = account(1, WECHAT, "desk");
        ChannelAccount two = changed(account(2, SMS, "desk"), "另一个", 1);
        store.insert(one);
        store.insert(two);

        assertThat(store.all()).containsExactlyInAnyOrder(one, two);
    }

    @Test
    void a_key_is_unique_within_its_type_byte_by_byte() {
        store.insert(account(1, WECHAT, "desk"));
        store.insert(account(2, WECHAT, "Desk"));
        store.insert(account(3, SMS, "desk"));

        assertThatThrownBy(() -> store.insert(account(4, WECHAT, "desk"))).isInstanceOf(KeyTakenException.class);
        assertThat(store.all()).hasSize(3);
    }

    @Test
    void a_change_is_stored_with_the_next_version() {
        ChannelAccount account = account(1, WECHAT, "desk");
        store.insert(account);

        store.update(changed(account, "改了", 1));

        assertThat(store.all()).containsExactly(changed(account, "改了", 2));
    }

    @Test
    void a_change_of_an_old_version_is_stale_and_changes_nothing() {
        ChannelAccount account = account(1, WECHAT, "desk");
        store.insert(account);
        store.update(changed(account, "先", 1));

        assertThatThrownBy(() -> store.update(changed(account, "后", 1))).isInstanceOf(StaleVersionException.class);
        assertThatThrownBy(() -> store.update(account(9, WECHAT, "none"))).isInstanceOf(StaleVersionException.class);

        assertThat(store.all()).containsExactly(changed(account, "先", 2));
    }

    @Test
    void the_revision_changes_whenever_an_account_does() {
        long empty = store.revision();
        ChannelAccount account = account(1, WECHAT, "desk");
        store.insert(account);
        long inserted = store.revision();
        store.update(changed(account, "改了", 1));
        long updated = store.revision();
        store.insert(account(2, SMS, "desk"));

        assertThat(new long[] {empty, inserted, updated, store.revision()}).doesNotHaveDuplicates();
        assertThat(store.revision()).isEqualTo(store.revision());
    }

    @Test
    void a_deleted_account_is_former_its_key_is_free_and_its_version_is_of_the_past() {
        store.insert(account(1, WECHAT, "desk"));

        store.delete(new ChannelAccountId(1), 1, MEI);

        assertThat(store.all()).isEmpty();
        assertThat(store.former()).singleElement().satisfies(former -> {
            assertThat(former.id()).isEqualTo(new ChannelAccountId(1));
            assertThat(former.type()).isEqualTo(WECHAT);
            assertThat(former.key()).isEqualTo("desk");
            assertThat(former.name()).isEqualTo("服务台");
        });
        store.insert(account(2, WECHAT, "desk"));
        store.delete(new ChannelAccountId(2), 1, MEI);
        store.insert(account(3, WECHAT, "desk"));
        assertThat(store.all()).containsExactly(account(3, WECHAT, "desk"));
        assertThat(store.former()).hasSize(2);
        for (long version : new long[] {1, 2}) {
            assertThatThrownBy(() -> store.delete(new ChannelAccountId(1), version, MEI))
                    .isInstanceOf(StaleVersionException.class);
            assertThatThrownBy(() -> store.update(changed(account(1, WECHAT, "desk"), "又", version)))
                    .isInstanceOf(StaleVersionException.class);
        }
    }

    @Test
    void of_a_deletion_and_a_change_of_the_same_version_one_wins() {
        store.insert(account(1, WECHAT, "desk"));
        store.update(changed(account(1, WECHAT, "desk"), "改了", 1));

        assertThatThrownBy(() -> store.delete(new ChannelAccountId(1), 1, MEI))
                .isInstanceOf(StaleVersionException.class);
        assertThat(store.all()).hasSize(1);
    }

    @Test
    void every_change_is_remembered_with_who_did_it_and_without_the_secrets() {
        ChannelAccount account = account(1, WECHAT, "desk");
        store.insert(account);
        store.update(
                new ChannelAccount(
                        account.id(),
                        WECHAT,
                        "desk",
                        "服务台",
                        true,
                        Map.of("colour", "红", "size", "L"),
                        Map.of("secret", "另一个", "token", "t0ken"),
                        1),
                MEI);
        store.update(
                new ChannelAccount(
                        account.id(),
                        WECHAT,
                        "desk",
                        "服务台",
                        false,
                        Map.of("colour", "红", "size", "L"),
                        Map.of("secret", "另一个", "token", "t0ken"),
                        2),
                MEI);
        store.update(changed(account, "改了", 3), MEI);
        store.delete(account.id(), 4, MEI);

        var changes = store.changes(account.id(), null, 10);

        assertThat(changes)
                .extracting(AccountChange::action)
                .containsExactly(
                        AccountChange.Action.DELETED,
                        AccountChange.Action.CHANGED,
                        AccountChange.Action.DISABLED,
                        AccountChange.Action.CHANGED,
                        AccountChange.Action.CREATED);
        assertThat(changes).extracting(AccountChange::version).containsExactly(5L, 4L, 3L, 2L, 1L);
        assertThat(changes).extracting(AccountChange::by).containsExactly(MEI, MEI, MEI, MEI, null);
        AccountChange replaced = changes.get(3);
        assertThat(replaced.before()).isEqualTo(Map.of("settings.colour", "青 \"x\"", "secrets.secret", ""));
        assertThat(replaced.after())
                .isEqualTo(Map.of(
                        "settings.colour", "红", "settings.size", "L", "secrets.secret", "", "secrets.token", ""));
        AccountChange cleared = changes.get(1);
        assertThat(cleared.before()).containsKeys("name", "settings.colour", "secrets.secret", "secrets.token");
        assertThat(cleared.after()).isEqualTo(Map.of("name", "改了"));
        assertThat(store.lastChange(account.id())).contains(changes.get(0));
        assertThat(store.lastChange(new ChannelAccountId(9))).isEmpty();
    }

    @Test
    void changes_page_by_key_through_one_account_and_through_all() {
        for (long id = 1; id <= 3; id++) {
            store.insert(account(id, WECHAT, "desk" + id), MEI);
            store.update(changed(account(id, WECHAT, "desk" + id), "改了", 1), MEI);
        }

        assertThat(all(null)).hasSize(6).doesNotHaveDuplicates();
        assertThat(all(new ChannelAccountId(2)))
                .extracting(AccountChange::version)
                .containsExactly(2L, 1L);
    }

    /** Two by two. */
    private List<AccountChange> all(ChannelAccountId of) {
        List<AccountChange> read = new ArrayList<>();
        List<AccountChange> page = store.changes(of, null, 2);
        while (!page.isEmpty()) {
            read.addAll(page);
            page = store.changes(of, page.get(page.size() - 1).position(), 2);
        }
        return read;
    }
}
