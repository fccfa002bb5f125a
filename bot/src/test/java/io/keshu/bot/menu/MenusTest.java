package io.keshu.bot.menu;

import static io.keshu.bot.menu.MenuTown.PHONE;
import static io.keshu.bot.menu.MenuTown.SHOP;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;
import static org.awaitility.Awaitility.await;

import io.keshu.channels.api.ExternalUserId;
import io.keshu.channels.api.MenuAction;
import io.keshu.channels.api.MenuAnswer;
import io.keshu.channels.api.MenuEntry;
import io.keshu.channels.api.MenuFault;
import io.keshu.channels.api.MenuProblem;
import io.keshu.channels.api.MenuPublication;
import io.keshu.channels.api.MenuTree;
import io.keshu.channels.api.PublishedMenu;
import io.keshu.domain.agent.AgentId;
import java.time.Duration;
import java.time.Instant;
import java.util.Collections;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Drafts, publications and their lease on a real MariaDB; the provider is the twin in memory. */
class MenusTest {

    private static final AgentId MEI = new AgentId(1);
    private static final AgentId LAN = new AgentId(2);
    private static final MenuProblem QUOTA =
            new MenuProblem(MenuProblem.Reason.ACCOUNT_QUOTA_USED, "45009", "reach max api daily quota limit");

    private final MenuTown town = new MenuTown();
    private final Menus menus = town.menus();

    @AfterEach
    void close() {
        town.close();
    }

    private static Menu menu(String name) {
        return new Menu("", List.of(MenuItem.reply("id-" + name, name, "您点了" + name)), List.of());
    }

    private long draft(Menu menu) {
        DraftResult result = menus.saveDraft(SHOP, menu, menus.read(SHOP).version(), MEI);
        assertThat(result).isInstanceOf(DraftResult.Saved.class);
        return menus.read(SHOP).version();
    }

    private MenuVersion publish(Menu menu) {
        draft(menu);
        MenuState state = menus.read(SHOP);
        MenuVersion live = state.live();
        PublishResult result = menus.publish(SHOP, state.version(), live == null ? 0 : live.number(), MEI);
        assertThat(result).isInstanceOf(PublishResult.Ended.class);
        return Objects.requireNonNull(((PublishResult.Ended) result).now().latest());
    }

    private MenuTree shown() {
        return ((MenuAnswer.Given<PublishedMenu>) town.channel.present(SHOP))
                .value()
                .tree();
    }

    @Test
    void aDraftMayBeUnfinishedAndRemembersWhoChangedIt() {
        assertThat(menus.read(SHOP)).isEqualTo(MenuState.NONE);
        Menu unfinished = new Menu("", List.of(MenuItem.reply("a", "", "")), List.of());

        draft(unfinished);

        MenuState state = menus.read(SHOP);
        assertThat(state.draft()).isEqualTo(unfinished);
        assertThat(state.version()).isEqualTo(1);
        assertThat(state.editedBy()).isEqualTo(MEI);
    }

    @Test
    void aDraftThatSomebodyElseChangedIsNotWrittenOver() {
        draft(menu("一"));

        assertThat(menus.saveDraft(SHOP, menu("二"), 0, LAN)).isInstanceOf(DraftResult.Changed.class);
        assertThat(menus.saveDraft(SHOP, menu("二"), 7, LAN))
                .isInstanceOfSatisfying(
                        DraftResult.Changed.class,
                        changed -> assertThat(changed.now().draft()).isEqualTo(menu("一")));
        assertThat(menus.read(SHOP).draft()).isEqualTo(menu("一"));
    }

    @Test
    void whoSavesUponAnOlderDraftCanBeToldWhatChangedSince() {
        draft(menu("一"));
        draft(new Menu("", List.of(MenuItem.reply("id-一", "壹", "您点了一")), List.of()));
        Menu now =
                new Menu("", List.of(MenuItem.reply("id-一", "壹", "您点了一"), MenuItem.reply("id-二", "二", "好")), List.of());
        draft(now);

        assertThat(menus.changedSince(SHOP, 1, now))
                .extracting(MenuChange::kind, MenuChange::name, MenuChange::was)
                .containsExactly(tuple(MenuChange.Kind.RENAMED, "壹", "一"), tuple(MenuChange.Kind.ADDED, "二", ""));
        assertThat(menus.changedSince(SHOP, 2, now))
                .extracting(MenuChange::kind)
                .containsExactly(MenuChange.Kind.ADDED);
        assertThat(menus.changedSince(SHOP, 0, now)).hasSize(2);
        assertThat(menus.changedSince(SHOP, 77, now)).isEmpty();
    }

    @Test
    void theDraftsOfLongAgoAreLetGo() {
        long version = draft(menu("一"));
        town.jdbc()
                .sql("UPDATE bot_menu SET version = version + ?")
                .param(MenuStore.KEPT_DRAFTS)
                .update();

        draft(menu("二"));

        assertThat(town.store.draft(SHOP, version)).isEmpty();
        assertThat(town.store.draft(SHOP, menus.read(SHOP).version())).contains(menu("二"));
    }

    @Test
    void halfACharacterCanNotEvenBeKept() {
        Menu broken = new Menu("", List.of(MenuItem.reply("a", "笑\ud83d", "好")), List.of());

        assertThat(menus.saveDraft(SHOP, broken, 0, MEI))
                .isEqualTo(new DraftResult.Refused(
                        List.of(new MenuFault("items[0].name", MenuFault.Code.UNPRINTABLE, 0))));
        assertThat(menus.read(SHOP).version()).isZero();
    }

    @Test
    void whatIsPublishedIsShownAndKeptForGood() {
        MenuVersion first = publish(menu("一"));
        MenuVersion second = publish(menu("二"));

        assertThat(first.state()).isEqualTo(MenuVersion.State.PUBLISHED);
        assertThat(second.number()).isEqualTo(2);
        assertThat(shown()).isEqualTo(MenuTrees.tree(menu("二").items()));
        assertThat(menus.history(SHOP, Integer.MAX_VALUE, 10))
                .extracting(MenuVersion::menu)
                .containsExactly(menu("二"), menu("一"));
        assertThat(menus.history(SHOP, 2, 10)).extracting(MenuVersion::number).containsExactly(1);
        assertThat(menus.read(SHOP).live()).isEqualTo(second);
    }

    @Test
    void aMenuThatIsTakenAwayIsGoneUntilItIsPublishedAgain() {
        publish(menu("一"));
        MenuState state = menus.read(SHOP);

        assertThat(menus.delete(SHOP, state.version(), 0, LAN)).isInstanceOf(PublishResult.Changed.class);
        PublishResult deleted = menus.delete(SHOP, state.version(), 1, LAN);

        assertThat(((PublishResult.Ended) deleted).now().live().menu()).isEqualTo(Menu.EMPTY);
        assertThat(shown()).isNull();
        assertThat(town.book.live(SHOP)).isEmpty();
        assertThat(menus.read(SHOP).draft()).isEqualTo(menu("一"));
        assertThat(publish(menu("二")).number()).isEqualTo(3);
        assertThat(shown()).isEqualTo(MenuTrees.tree(menu("二").items()));
    }

    @Test
    void whatACustomerSeesIsTheProvidersWord() {
        publish(menu("一"));

        Menu seen = ((MenuAnswer.Given<Menu>) menus.seenBy(SHOP, new ExternalUserId("o1"))).value();

        assertThat(seen.items()).extracting(MenuItem::name).containsExactly("一");
    }

    @Test
    void anEntryLeadsToWhatIsThere() {
        MenuItem gone = new MenuItem("g", "售后", MenuItem.Action.GROUP, "", false, "g", "", "", "", "404", List.of());
        MenuItem nowhere = new MenuItem("r", "活动", MenuItem.Action.RULE, "", false, "r", "", "", "", "", List.of());
        long version = draft(new Menu("", List.of(gone, nowhere), List.of()));

        assertThat(menus.publish(SHOP, version, 0, MEI))
                .isEqualTo(new PublishResult.Refused(List.of(
                        new MenuFault("items[1].value", MenuFault.Code.MISSING, 0),
                        new MenuFault("items[0].value", MenuFault.Code.GONE, 0))));
        assertThat(menus.leadingTo(MenuItem.Action.GROUP, "404")).containsExactly(SHOP);
        assertThat(menus.leadingTo(MenuItem.Action.RULE, "404")).isEmpty();
    }

    @Test
    void aMenuAgainstItsLimitsIsNotPublishedAndNoVersionIsSpentOnIt() {
        long version = draft(new Menu("", Collections.nCopies(4, MenuItem.reply("a", "售后保修服务", "")), List.of()));

        assertThat(menus.publish(SHOP, version, 0, MEI))
                .isInstanceOfSatisfying(
                        PublishResult.Refused.class,
                        refused -> assertThat(refused.faults())
                                .contains(
                                        new MenuFault("items", MenuFault.Code.TOO_MANY, 3),
                                        new MenuFault("items[0].name", MenuFault.Code.TOO_LONG, 16),
                                        new MenuFault("items[1].key", MenuFault.Code.KEY_TWICE, 0),
                                        new MenuFault("items[3].text", MenuFault.Code.MISSING, 0)));
        assertThat(menus.history(SHOP, Integer.MAX_VALUE, 10)).isEmpty();
    }

    @Test
    void nothingIsPublishedFromAnEmptyMenu() {
        long version = draft(Menu.EMPTY);

        assertThat(menus.publish(SHOP, version, 0, MEI))
                .isEqualTo(new PublishResult.Refused(List.of(new MenuFault("items", MenuFault.Code.EMPTY, 0))));
    }

    @Test
    void aFailureIsKeptWithItsReasonAndTheVersionBeforeStaysLive() {
        publish(menu("一"));
        town.channel.next(published -> new MenuPublication.Unchanged(QUOTA));

        MenuVersion failed = publish(menu("二"));

        assertThat(failed.state()).isEqualTo(MenuVersion.State.UNCHANGED);
        assertThat(failed.problem()).isEqualTo(QUOTA);
        assertThat(menus.read(SHOP).live()).extracting(MenuVersion::number).isEqualTo(1);
        assertThat(publish(menu("三")).number()).isEqualTo(3);
    }

    @Test
    void whatIsHalfPublishedIsKeptAsItIs() {
        PublishedMenu half = MenuTrees.published(menu("半"));
        town.channel.next(published -> new MenuPublication.Partial(QUOTA, half));

        MenuVersion partial = publish(menu("一"));

        assertThat(partial.state()).isEqualTo(MenuVersion.State.PARTIAL);
        assertThat(MenuTrees.published(Objects.requireNonNull(partial.present())))
                .isEqualTo(half);
        assertThat(menus.read(SHOP).live()).isNull();
    }

    @Test
    void anOldVersionIsPublishedAnewAndTheDraftStays() {
        publish(menu("一"));
        publish(menu("二"));
        long version = draft(menu("三"));

        PublishResult result = menus.rollBack(SHOP, 1, version, 2, LAN).orElseThrow();

        MenuVersion latest = ((PublishResult.Ended) result).now().latest();
        assertThat(latest)
                .extracting(MenuVersion::number, MenuVersion::rolledBack, MenuVersion::by)
                .containsExactly(3, 1, LAN);
        assertThat(shown()).isEqualTo(MenuTrees.tree(menu("一").items()));
        assertThat(menus.read(SHOP).draft()).isEqualTo(menu("三"));
        assertThat(menus.rollBack(SHOP, 99, version, 3, LAN)).isEmpty();
    }

    @Test
    void ofManyWhoPublishAtOnceOneDoesAndTheOthersAreToldWhatHappened() throws Exception {
        long version = draft(menu("一"));
        ExecutorService marketers = Executors.newFixedThreadPool(8);
        CountDownLatch go = new CountDownLatch(1);
        List<Future<PublishResult>> results = IntStream.range(0, 8)
                .mapToObj(i -> marketers.submit(() -> {
                    go.await();
                    return town.menus().publish(SHOP, version, 0, new AgentId(i));
                }))
                .toList();
        go.countDown();

        int ended = 0;
        for (Future<PublishResult> result : results) {
            if (result.get() instanceof PublishResult.Ended) {
                ended++;
            } else {
                assertThat(result.get()).isInstanceOfAny(PublishResult.Busy.class, PublishResult.Changed.class);
            }
        }
        marketers.shutdown();
        assertThat(ended).isEqualTo(1);
        assertThat(menus.history(SHOP, Integer.MAX_VALUE, 10)).hasSize(1);
    }

    @Test
    void whilePublishingNobodyElsePublishesHoweverLongTheProviderTakes() throws Exception {
        long version = draft(menu("一"));
        CountDownLatch asked = new CountDownLatch(1);
        CountDownLatch answers = new CountDownLatch(1);
        town.channel.next(published -> {
            asked.countDown();
            try {
                answers.await();
            } catch (InterruptedException e) {
                throw new AssertionError(e);
            }
            return published;
        });
        // A lease that is over in no time unless it is renewed.
        MenuPublications slow = town.publications(Duration.ofMillis(300));
        MenuState seen = menus.read(SHOP);
        CompletableFuture<PublishResult> first =
                CompletableFuture.supplyAsync(() -> slow.publish(SHOP, menu("一"), null, seen, MEI));
        asked.await();
        Supplier<Instant> until = () -> MenuRows.instant(town.jdbc()
                .sql("SELECT lease_until FROM bot_menu WHERE account_id = 11")
                .query(java.time.LocalDateTime.class)
                .single());
        Instant before = until.get();
        await().until(() -> until.get().isAfter(before));

        assertThat(menus.publish(SHOP, version, 0, LAN))
                .isInstanceOfSatisfying(
                        PublishResult.Busy.class,
                        busy -> assertThat(busy.running().by()).isEqualTo(MEI));
        answers.countDown();
        assertThat(first.get()).isInstanceOf(PublishResult.Ended.class);
        assertThat(menus.publish(SHOP, version, 0, LAN))
                .isInstanceOfSatisfying(
                        PublishResult.Changed.class,
                        changed -> assertThat(changed.now().live())
                                .extracting(MenuVersion::number)
                                .isEqualTo(1));
    }

    /** A node that began and never came back. */
    private void crashWhilePublishing(Menu menu) {
        MenuState seen = menus.read(SHOP);
        MenuVersion live = seen.live();
        assertThat(town.store.begin(new MenuStore.Begin(
                        SHOP,
                        menu,
                        seen.version(),
                        live == null ? null : live.number(),
                        null,
                        MEI,
                        Instant.now(),
                        "crashed",
                        Duration.ZERO)))
                .isPresent();
        await().until(() -> !town.store.orphans().isEmpty());
    }

    private MenuVersion recovered() {
        town.publications(MenuPublications.LEASE).recover();
        assertThat(town.store.orphans()).isEmpty();
        return Objects.requireNonNull(menus.read(SHOP).latest());
    }

    @Test
    void aPublicationLeftBehindIsSettledByWhatTheProviderShows() {
        publish(menu("一"));
        draft(menu("二"));
        crashWhilePublishing(menu("二"));
        assertThat(recovered().state()).isEqualTo(MenuVersion.State.UNCHANGED);

        crashWhilePublishing(menu("二"));
        town.channel.show(SHOP, MenuTrees.published(menu("二")));
        assertThat(recovered().state()).isEqualTo(MenuVersion.State.PUBLISHED);
        assertThat(menus.read(SHOP).live()).extracting(MenuVersion::number).isEqualTo(3);

        crashWhilePublishing(menu("三"));
        town.channel.show(SHOP, MenuTrees.published(menu("半")));
        MenuVersion partial = recovered();
        assertThat(partial.state()).isEqualTo(MenuVersion.State.PARTIAL);
        assertThat(Objects.requireNonNull(partial.problem()).reason()).isEqualTo(MenuProblem.Reason.INTERRUPTED);
        assertThat(publish(menu("四")).state()).isEqualTo(MenuVersion.State.PUBLISHED);
    }

    @Test
    void whoComesBackAfterItsLeaseWasTakenOverChangesNothing() {
        draft(menu("一"));
        crashWhilePublishing(menu("一"));
        recovered();

        assertThat(town.store.end(
                        SHOP, 1, "crashed", new MenuStore.End(MenuVersion.State.PUBLISHED, null, null), Instant.now()))
                .isFalse();
        assertThat(menus.read(SHOP).live()).isNull();
    }

    @Test
    void aMenuMadeElsewhereBecomesTheDraft() {
        PublishedMenu elsewhere = new PublishedMenu(
                new MenuTree(List.of(
                        new MenuEntry.Button("问候", new MenuAction.ProviderText("你好")),
                        new MenuEntry.Submenu(
                                "更多",
                                List.of(new MenuEntry.Button("网", new MenuAction.Link("https://a.example.com")))))),
                List.of(),
                List.of("视频"));
        town.channel.show(SHOP, elsewhere);

        DraftResult result = menus.pull(SHOP, 0, MEI);

        assertThat(result).isInstanceOfSatisfying(DraftResult.Saved.class, saved -> {
            assertThat(saved.leftOut()).containsExactly("视频");
            Menu draft = saved.state().draft();
            assertThat(draft.items())
                    .extracting(MenuItem::action)
                    .containsExactly(MenuItem.Action.REPLY, MenuItem.Action.SUBMENU);
            assertThat(draft.items().get(0).text()).isEqualTo("你好");
            assertThat(menus.rules(SHOP).orElseThrow().faults(draft)).isEmpty();
        });
        assertThat(menus.pull(SHOP, 0, LAN)).isInstanceOf(DraftResult.Changed.class);
        town.accounts.enable(SHOP, false);
        assertThat(menus.pull(SHOP, 1, LAN)).isInstanceOf(DraftResult.NotPulled.class);
    }

    @Test
    void aChannelWithoutMenusHasItsMenuInWords() {
        assertThat(menus.saveDraft(PHONE, menu("一"), 0, MEI)).isInstanceOf(DraftResult.Saved.class);

        assertThat(menus.publish(PHONE, 1, 0, MEI)).isInstanceOf(PublishResult.Ended.class);

        assertThat(town.book.live(PHONE)).contains(menu("一"));
    }
}
