package io.keshu.domain.account;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.keshu.channels.api.ChannelAccount;
import io.keshu.channels.api.ChannelType;
import io.keshu.domain.store.InMemoryStores;
import io.keshu.domain.store.KeyTakenException;
import io.keshu.domain.store.StaleVersionException;
import io.keshu.domain.store.StoreUnavailableException;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class AccountDirectoryTest {

    private static final ChannelType WECHAT = new ChannelType("wechat");

    private final InMemoryStores stores = new InMemoryStores();
    private final AtomicLong ids = new AtomicLong();
    private final AccountDirectory one = new AccountDirectory(stores.accounts(), ids::incrementAndGet);
    private final AccountDirectory two = new AccountDirectory(stores.accounts(), ids::incrementAndGet);

    private static ChannelAccount renamed(ChannelAccount account, String name) {
        return new ChannelAccount(
                account.id(),
                account.type(),
                account.key(),
                name,
                account.enabled(),
                account.settings(),
                account.secrets(),
                account.version());
    }

    @Test
    void what_is_created_or_changed_is_known_here_at_once_and_elsewhere_after_a_refresh() {
        ChannelAccount account = one.create(WECHAT, "desk", "服务台", true, Map.of("a", "b"), Map.of("s", "秘"));
        assertThat(one.find(WECHAT, "desk")).contains(account);
        assertThat(one.find(account.id())).contains(account);
        assertThat(two.find(WECHAT, "desk")).isEmpty();

        two.refresh();
        assertThat(two.find(WECHAT, "desk")).contains(account);
        ChannelAccount changed = two.update(renamed(account, "改了"));

        assertThat(changed.version()).isEqualTo(2);
        assertThat(one.find(account.id())).contains(account);
        one.refresh();
        assertThat(one.find(account.id())).contains(changed);
        assertThat(one.all()).containsExactly(changed);
        assertThat(one.typeOf(account.id())).contains(WECHAT);
    }

    @Test
    void of_two_who_change_the_same_version_the_second_is_told() {
        ChannelAccount account = one.create(WECHAT, "desk", "服务台", true, Map.of(), Map.of());
        ChannelAccount unused = one.update(renamed(account, "先"));

        assertThatThrownBy(() -> two.update(renamed(account, "后"))).isInstanceOf(StaleVersionException.class);
        assertThatThrownBy(() -> two.create(WECHAT, "desk", "又一个", true, Map.of(), Map.of()))
                .isInstanceOf(KeyTakenException.class);
    }

    @Test
    void while_the_store_is_away_what_is_known_stays() {
        ChannelAccount account = one.create(WECHAT, "desk", "服务台", true, Map.of(), Map.of());
        stores.unavailable(true);

        assertThatThrownBy(one::refresh).isInstanceOf(StoreUnavailableException.class);

        assertThat(one.find(WECHAT, "desk")).contains(account);
    }
}
