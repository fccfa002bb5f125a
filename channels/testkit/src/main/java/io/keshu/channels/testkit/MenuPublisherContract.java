package io.keshu.channels.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import io.keshu.channels.api.ChannelAccountId;
import io.keshu.channels.api.ConditionalMenu;
import io.keshu.channels.api.ExternalUserId;
import io.keshu.channels.api.MenuAction;
import io.keshu.channels.api.MenuAnswer;
import io.keshu.channels.api.MenuAudience;
import io.keshu.channels.api.MenuEntry;
import io.keshu.channels.api.MenuFault;
import io.keshu.channels.api.MenuProblem;
import io.keshu.channels.api.MenuPublication;
import io.keshu.channels.api.MenuPublisher;
import io.keshu.channels.api.MenuTree;
import io.keshu.channels.api.PublishedMenu;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;

/** What the hub relies on in every channel that publishes menus. The account begins without a menu. */
public interface MenuPublisherContract {

    /** The channel under test, working on {@link #accounts()}. */
    MenuPublisher channel();

    InMemoryChannelAccounts accounts();

    /** An account that is complete and enabled. */
    ChannelAccountId account();

    /** A customer who bears {@link #audience()} and no other. */
    ExternalUserId customer();

    /** An audience that the provider's stand-in knows. */
    MenuAudience audience();

    /** A menu of one button to tap. */
    static MenuTree menu(String name, String key) {
        return new MenuTree(List.of(new MenuEntry.Button(name, new MenuAction.Keyed(MenuAction.Kind.CLICK, key))));
    }

    private PublishedMenu present() {
        return given(channel().present(account()));
    }

    private static <T> T given(MenuAnswer<T> answer) {
        assertThat(answer).isInstanceOf(MenuAnswer.Given.class);
        return ((MenuAnswer.Given<T>) answer).value();
    }

    private void published(MenuTree tree, List<ConditionalMenu> others) {
        assertThat(channel().publish(account(), tree, others)).isEqualTo(new MenuPublication.Published());
    }

    @Test
    default void givesBackWhatWasPublished() {
        MenuTree tree = new MenuTree(List.of(
                new MenuEntry.Button("帮助", new MenuAction.Keyed(MenuAction.Kind.CLICK, "HELP")),
                new MenuEntry.Submenu(
                        "更多",
                        List.of(
                                new MenuEntry.Button("官网", new MenuAction.Link("https://shop.example.com/?a=1&b=<2>")),
                                new MenuEntry.Button(
                                        "商城",
                                        new MenuAction.MiniProgram(
                                                "wx286b93c14bbf93aa", "pages/index", "https://shop.example.com"))))));
        published(tree, List.of());
        assertThat(present()).isEqualTo(new PublishedMenu(tree, List.of(), List.of()));
    }

    @Test
    default void aSecondPublicationReplacesTheFirst() {
        published(menu("旧", "OLD"), List.of());
        published(menu("新", "NEW"), List.of());
        assertThat(present().tree()).isEqualTo(menu("新", "NEW"));
    }

    @Test
    default void hasNoMenuBeforeTheFirstAndAfterDeletion() {
        assertThat(present()).isEqualTo(PublishedMenu.NONE);
        published(menu("一", "1"), List.of());
        assertThat(given(channel().delete(account()))).isEqualTo(PublishedMenu.NONE);
        assertThat(present()).isEqualTo(PublishedMenu.NONE);
    }

    @Test
    default void showsEachCustomerTheMenuMadeForThemAndReplacesThoseTogether() {
        Assumptions.assumeTrue(channel().menuLimits().conditional() > 0);
        published(menu("众", "ALL"), List.of(new ConditionalMenu(audience().id(), menu("熟客", "VIP"))));
        assertThat(given(channel().match(account(), customer()))).isEqualTo(menu("熟客", "VIP"));
        published(menu("众", "ALL"), List.of());
        assertThat(present().conditional()).isEmpty();
        assertThat(given(channel().match(account(), customer()))).isEqualTo(menu("众", "ALL"));
    }

    @Test
    default void tellsWhomMenusCanBeMadeForExactlyIfThereAreSuchMenus() {
        List<MenuAudience> audiences = given(channel().audiences(account()));
        if (channel().menuLimits().conditional() > 0) {
            assertThat(audiences).contains(audience());
        } else {
            assertThat(audiences).isEmpty();
        }
    }

    @Test
    default void neverLetsAMenuLeaveThatIsAgainstItsLimits() {
        published(menu("在", "HERE"), List.of());
        int limit = channel().menuLimits().topEntries();
        MenuTree tooMany = new MenuTree(Collections.nCopies(
                limit + 1, new MenuEntry.Button("页", new MenuAction.Link("https://a.example.com"))));
        assertThat(channel().publish(account(), tooMany, List.of()))
                .isInstanceOfSatisfying(MenuPublication.Unchanged.class, unchanged -> {
                    assertThat(unchanged.problem().reason()).isEqualTo(MenuProblem.Reason.AGAINST_LIMITS);
                    assertThat(unchanged.problem().faults())
                            .containsExactly(new MenuFault("entries", MenuFault.Code.TOO_MANY, limit));
                });
        assertThat(present().tree()).isEqualTo(menu("在", "HERE"));
    }

    @Test
    default void refusesThroughADisabledAccountAndChangesNothing() {
        published(menu("在", "HERE"), List.of());
        accounts().enable(account(), false);
        assertThat(channel().publish(account(), menu("新", "NEW"), List.of()))
                .isInstanceOfSatisfying(
                        MenuPublication.Unchanged.class,
                        unchanged -> assertThat(unchanged.problem().reason())
                                .isEqualTo(MenuProblem.Reason.ACCOUNT_DISABLED));
        accounts().enable(account(), true);
        assertThat(present().tree()).isEqualTo(menu("在", "HERE"));
    }
}
