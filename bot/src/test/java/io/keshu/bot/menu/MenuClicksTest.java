package io.keshu.bot.menu;

import static io.keshu.bot.menu.MenuTown.SHOP;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.keshu.domain.agent.AgentId;
import io.keshu.domain.conversation.ConversationId;
import io.keshu.domain.fact.Fact;
import io.keshu.domain.fact.FactBatch;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class MenuClicksTest {

    private final MenuTown town = new MenuTown();
    private final Menus menus = town.menus();
    private final List<FactBatch> written = new ArrayList<>();

    @AfterEach
    void close() {
        town.close();
    }

    private Instant publish(MenuItem... items) {
        MenuState before = menus.read(SHOP);
        menus.saveDraft(SHOP, new Menu("", Arrays.asList(items), List.of()), before.version(), new AgentId(1));
        MenuVersion live = before.live();
        menus.publish(SHOP, before.version() + 1, live == null ? 0 : live.number(), new AgentId(1));
        return menus.read(SHOP).live().startedAt();
    }

    private void tap(Instant at, String key) {
        FactBatch batch = new FactBatch(
                written.size(), List.of(new Fact.MenuTapped(new ConversationId(1), SHOP, at, "t", 1, "CLICK", key)));
        written.add(batch);
        town.transactions.executeWithoutResult(status -> town.clicks.apply(List.of(batch)));
    }

    @Test
    void tapsCountForTheVersionThatWasLiveWhenTheyCame() {
        MenuItem link = TextMenuTest.link("l", "看", "https://shop.example.com");
        Instant first = publish(MenuItem.reply("a", "一", "x"), link);
        Instant second = publish(MenuItem.reply("a", "壹", "x"));
        tap(first.plus(Duration.ofNanos(1000)), "a");
        tap(second, "a");
        tap(second.plusSeconds(1), "a");
        // Shown on a phone that has not fetched the new menu yet.
        tap(second.plusSeconds(2), "https://shop.example.com");
        tap(second, "made elsewhere");
        tap(first.minusSeconds(1), "a");

        List<MenuClickCount> counts = menus.clicks(SHOP);

        assertThat(counts)
                .containsExactly(
                        new MenuClickCount(0, "", 2),
                        new MenuClickCount(1, "a", 1),
                        new MenuClickCount(1, "l", 1),
                        new MenuClickCount(2, "a", 2));
        town.transactions.executeWithoutResult(status -> {
            town.clicks.reset();
            town.clicks.apply(written);
        });
        assertThat(menus.clicks(SHOP)).isEqualTo(counts);
    }

    @Test
    void nothingIsCountedOutsideOfTheTransactionThatMarksItAsCounted() {
        assertThatThrownBy(() -> town.clicks.apply(List.of())).isInstanceOf(IllegalStateException.class);
    }
}
