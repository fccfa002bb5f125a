package io.keshu.bot.scene;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.keshu.bot.audience.AudienceChanges;
import io.keshu.channels.api.ChannelAccount;
import io.keshu.channels.api.ChannelAccountId;
import io.keshu.channels.api.ProviderProblem.Reason;
import io.keshu.channels.api.SceneCodes;
import io.keshu.channels.testkit.InMemoryAudienceChannel;
import io.keshu.channels.testkit.InMemoryChannelAccounts;
import io.keshu.domain.account.Channels;
import io.keshu.domain.agent.AgentGroupId;
import io.keshu.domain.agent.AgentId;
import io.keshu.domain.conversation.ConversationId;
import io.keshu.domain.fact.Fact;
import io.keshu.domain.fact.FactBatch;
import io.keshu.embedded.EmbeddedMariaDb;
import io.keshu.embedded.EmbeddedServers;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import org.flywaydb.core.Flyway;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.DataSourceTransactionManager;
import org.springframework.jdbc.datasource.DriverManagerDataSource;
import org.springframework.transaction.support.TransactionTemplate;

/** Codes and their counts on a real MariaDB, from a provider in memory. */
class SceneCodesTest {

    private static final AgentId MEI = new AgentId(7);
    private static final ChannelAccountId SHOP = new ChannelAccountId(11);
    private static final DriverManagerDataSource DATABASE = database();

    private final AtomicLong ids = new AtomicLong(1000);
    private final InMemoryAudienceChannel crowd = new InMemoryAudienceChannel();
    private final InMemoryChannelAccounts accounts = new InMemoryChannelAccounts()
            .put(new ChannelAccount(SHOP, InMemoryAudienceChannel.TYPE, "shop", "小店", true, Map.of(), Map.of(), 1));
    private final SceneCodeBook book = new SceneCodeBook(
            accounts,
            new Channels(List.of(crowd)),
            new SceneCodeStore(DATABASE),
            new AudienceChanges(DATABASE, ids::incrementAndGet, Clock.systemUTC()),
            ids::incrementAndGet,
            Clock.systemUTC());
    private final SceneScans scans = new SceneScans(DATABASE);
    private final TransactionTemplate transactions =
            new TransactionTemplate(new DataSourceTransactionManager(DATABASE));

    private static DriverManagerDataSource database() {
        EmbeddedMariaDb mariaDb = EmbeddedServers.shared().mariaDb();
        DriverManagerDataSource dataSource = new DriverManagerDataSource(
                EmbeddedServers.shared().freshDatabase(), mariaDb.username(), mariaDb.password());
        Flyway.configure().dataSource(dataSource).load().migrate();
        return dataSource;
    }

    @BeforeEach
    void empty() {
        for (String table : List.of("bot_scene_code", "bot_scene_scan", "bot_audience_change")) {
            int unused = JdbcClient.create(DATABASE).sql("DELETE FROM " + table).update();
        }
    }

    private SceneCodeEntry made(String scene) {
        return ((SceneCodeResult.Done) book.make(SHOP, wish("门店", scene, Duration.ofDays(30)), MEI)).entry();
    }

    private static SceneCodeBook.Wish wish(String name, String scene, @Nullable Duration validity) {
        return new SceneCodeBook.Wish(name, new SceneCodes.Scene(scene, false), null, validity);
    }

    private static FactBatch scan(long id, String scene, boolean subscribed) {
        return new FactBatch(
                id,
                List.of(new Fact.SceneScanned(
                        new ConversationId(1),
                        SHOP,
                        Instant.parse("2026-05-01T04:00:00Z"),
                        "t",
                        1,
                        scene,
                        subscribed)));
    }

    private void take(FactBatch... batches) {
        transactions.executeWithoutResult(status -> scans.apply(List.of(batches)));
    }

    @Test
    void aCodeIsMadeAndItsScansAreCounted() {
        SceneCodeEntry code = made("door");
        take(scan(1, "door", true), scan(2, "door", false), scan(3, "door", false), scan(4, "other", true));
        take(scan(5, "door", true));

        SceneCodeEntry counted = book.page(SHOP, false, null, 10).get(0);
        assertThat(counted.id()).isEqualTo(code.id());
        assertThat(counted.subscribed()).isEqualTo(2);
        assertThat(counted.scanned()).isEqualTo(2);
        transactions.executeWithoutResult(status -> scans.reset());
        assertThat(book.find(SHOP, code.id()).orElseThrow().scanned()).isZero();
        assertThatThrownBy(() -> scans.apply(List.of(scan(6, "door", true)))).isInstanceOf(IllegalStateException.class);
    }

    @Test
    void aSceneIsTakenOnce() {
        made("door");

        assertThat(book.make(SHOP, wish("另一个", "door", null), MEI)).isEqualTo(new SceneCodeResult.SceneTaken("门店"));
    }

    @Test
    void whatTheProviderRefusesIsNotKept() {
        SceneCodeResult result = book.make(SHOP, wish("门店", "x".repeat(9), null), MEI);

        assertThat(((SceneCodeResult.Failed) result).problem().reason()).isEqualTo(Reason.SCENE_TOO_LONG);
        assertThat(book.page(SHOP, false, null, 10)).isEmpty();
    }

    @Test
    void anOldVersionChangesNothingAndARenewalGetsAnotherTicket() {
        SceneCodeEntry code = made("door");
        SceneCodeEntry renamed =
                ((SceneCodeResult.Done) book.change(SHOP, code.id(), "收银台", null, false, 1, MEI)).entry();

        assertThat(book.change(SHOP, code.id(), "慢了", null, false, 1, MEI))
                .isEqualTo(new SceneCodeResult.Changed(renamed));
        assertThat(book.renew(SHOP, code.id(), null, 1, MEI)).isInstanceOf(SceneCodeResult.Changed.class);
        SceneCodeEntry renewed =
                ((SceneCodeResult.Done) book.renew(SHOP, code.id(), null, renamed.version(), MEI)).entry();
        assertThat(renewed.ticket()).isNotEqualTo(code.ticket());
        assertThat(renewed.expiresAt()).isNull();
        assertThat(renewed.name()).isEqualTo("收银台");
        assertThat(book.change(SHOP, 99, "没有", null, false, 1, MEI)).isInstanceOf(SceneCodeResult.Unknown.class);
    }

    @Test
    void aCodeAsksForAGroupAndItsSceneMayBeANumber() {
        AgentGroupId store = new AgentGroupId(5);
        AgentGroupId sales = new AgentGroupId(6);
        SceneCodeEntry code = ((SceneCodeResult.Done) book.make(
                        SHOP,
                        new SceneCodeBook.Wish("门店", new SceneCodes.Scene("123", true), store, Duration.ofDays(1)),
                        MEI))
                .entry();
        assertThat(code.numbered()).isTrue();
        assertThat(code.changedBy()).isNull();
        assertThat(book.groupOf(SHOP, "123")).contains(store);
        assertThat(book.groupOf(SHOP, "124")).isEmpty();

        SceneCodeEntry changed =
                ((SceneCodeResult.Done) book.change(SHOP, code.id(), "门店", sales, false, 1, MEI)).entry();

        assertThat(changed.group()).isEqualTo(sales);
        assertThat(changed.changedBy()).isEqualTo(MEI);
        assertThat(book.leadingTo(sales)).containsExactly("门店");
        assertThat(book.leadingTo(store)).isEmpty();
        SceneCodeEntry renewed = ((SceneCodeResult.Done) book.renew(SHOP, code.id(), null, 2, MEI)).entry();
        assertThat(renewed.group()).isEqualTo(sales);
        assertThat(renewed.numbered()).isTrue();
    }

    @Test
    void archivedCodesAreOutOfSightAndListsGoByPages() {
        SceneCodeEntry first = made("a");
        SceneCodeEntry second = made("b");
        SceneCodeEntry third = made("c");
        assertThat(book.change(SHOP, second.id(), "门店", null, true, 1, MEI)).isInstanceOf(SceneCodeResult.Done.class);

        assertThat(book.page(SHOP, false, null, 1))
                .extracting(SceneCodeEntry::id)
                .containsExactly(third.id());
        assertThat(book.page(SHOP, false, third.id(), 5))
                .extracting(SceneCodeEntry::id)
                .containsExactly(first.id());
        assertThat(book.page(SHOP, true, null, 5))
                .extracting(SceneCodeEntry::id)
                .containsExactly(second.id());
        assertThat(book.picture(SHOP, first.id())).isPresent();
    }
}
