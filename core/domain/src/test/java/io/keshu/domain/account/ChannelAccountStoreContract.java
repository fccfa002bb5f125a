package io.keshu.domain.account;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.keshu.channels.api.ChannelAccount;
import io.keshu.channels.api.ChannelAccountId;
import io.keshu.channels.api.ChannelType;
import io.keshu.domain.store.KeyTakenException;
import io.keshu.domain.store.StaleVersionException;
import io.keshu.domain.store.Stores;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What every {@link ChannelAccountStore} keeps. */
public abstract class ChannelAccountStoreContract {

    private static final ChannelType WECHAT = new ChannelType("wechat");
    private static final ChannelType SMS = new ChannelType("sms");

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
}
