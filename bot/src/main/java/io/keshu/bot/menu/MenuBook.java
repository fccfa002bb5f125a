package io.keshu.bot.menu;

import io.keshu.channels.api.ChannelAccountId;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/** The menus that customers have, in memory. Kept in step by {@link #refresh}; what is known stays while the database is away. */
final class MenuBook {

    /** So many earlier versions are still answered, since phones show a replaced menu for a while. */
    private static final int REMEMBERED = 5;

    private final MenuStore store;
    private volatile Map<ChannelAccountId, Known> known = Map.of();

    MenuBook(MenuStore store) {
        this.store = store;
    }

    private record Known(int number, Menu menu, Map<String, MenuItem> byKey) {}

    /** The menu that customers of this account have, if there is anything in it. */
    Optional<Menu> live(ChannelAccountId account) {
        return Optional.ofNullable(known.get(account))
                .map(Known::menu)
                .filter(menu -> !menu.items().isEmpty());
    }

    /** The button behind a key, in the live version or in one of those before. */
    Optional<MenuItem> tapped(ChannelAccountId account, String key) {
        return Optional.ofNullable(known.get(account)).map(menus -> menus.byKey.get(key));
    }

    /** The name of the button behind a key, if all accounts with such a key call it the same. */
    Optional<String> name(String key) {
        List<String> names = known.values().stream()
                .map(menus -> menus.byKey.get(key))
                .filter(Objects::nonNull)
                .map(MenuItem::name)
                .distinct()
                .toList();
        return names.size() == 1 ? Optional.of(names.get(0)) : Optional.empty();
    }

    /** @throws io.keshu.domain.store.StoreUnavailableException if the database can't be asked */
    synchronized void refresh() {
        Map<ChannelAccountId, Known> before = known;
        Map<ChannelAccountId, Known> now = new HashMap<>();
        for (MenuStore.Live live : store.live()) {
            Known same = before.get(live.account());
            now.put(live.account(), same != null && same.number == live.number() ? same : load(live));
        }
        known = Map.copyOf(now);
    }

    private Known load(MenuStore.Live live) {
        List<MenuVersion> versions = store.published(live.account(), REMEMBERED);
        Map<String, MenuItem> byKey = new HashMap<>();
        for (MenuVersion version : versions) {
            version.menu()
                    .all()
                    .filter(item -> item.action().keyed())
                    .forEach(item -> byKey.putIfAbsent(item.key(), item));
        }
        Menu menu = versions.stream()
                .filter(version -> version.number() == live.number())
                .findFirst()
                .map(MenuVersion::menu)
                .orElse(Menu.EMPTY);
        return new Known(live.number(), menu, Map.copyOf(byKey));
    }
}
