package io.keshu.bot.audience;

import static org.assertj.core.api.Assertions.assertThat;

import io.keshu.channels.api.AudienceDirectory.AudienceTag;
import io.keshu.channels.api.ChannelAccount;
import io.keshu.channels.api.ChannelAccountId;
import io.keshu.channels.api.ChannelAddress;
import io.keshu.channels.api.ExternalUserId;
import io.keshu.channels.api.ProviderAnswer;
import io.keshu.channels.api.ProviderProblem;
import io.keshu.channels.api.ProviderProblem.Reason;
import io.keshu.channels.testkit.InMemoryAudienceChannel;
import io.keshu.domain.account.AccountDirectory;
import io.keshu.domain.account.Channels;
import io.keshu.domain.agent.AgentId;
import io.keshu.domain.conversation.ConversationId;
import io.keshu.domain.customer.IdentityId;
import io.keshu.domain.erasure.Erasure;
import io.keshu.domain.fact.Fact;
import io.keshu.domain.fact.FactBatch;
import io.keshu.domain.message.Author;
import io.keshu.domain.store.InMemoryStores;
import io.keshu.embedded.EmbeddedMariaDb;
import io.keshu.embedded.EmbeddedServers;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import org.flywaydb.core.Flyway;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.DataSourceTransactionManager;
import org.springframework.jdbc.datasource.DriverManagerDataSource;

/** Followers and tags on a real MariaDB, from a provider in memory. */
class AudienceTest {

    private static final AgentId MEI = new AgentId(7);
    private static final DriverManagerDataSource DATABASE = database();

    private final InMemoryAudienceChannel crowd = new InMemoryAudienceChannel();
    private final AtomicLong ids = new AtomicLong(1000);
    private final AccountDirectory accounts =
            new AccountDirectory(new InMemoryStores().accounts(), ids::incrementAndGet);
    private final ChannelAccountId shop = accounts.create(
                    InMemoryAudienceChannel.TYPE, "shop", "小店", true, Map.of(), Map.of())
            .id();
    private final Channels channels = new Channels(List.of(crowd));
    private final FollowerStore store = new FollowerStore(DATABASE, new DataSourceTransactionManager(DATABASE));
    private final ReadingLease lease = new ReadingLease(DATABASE);
    private final AudienceReader reader = new AudienceReader(accounts, channels, store, lease, Clock.systemUTC());
    private final Audience audience = new Audience(
            accounts,
            channels,
            store,
            lease,
            new AudienceChanges(DATABASE, ids::incrementAndGet, Clock.systemUTC()),
            Clock.systemUTC());

    private static DriverManagerDataSource database() {
        EmbeddedMariaDb mariaDb = EmbeddedServers.shared().mariaDb();
        DriverManagerDataSource dataSource = new DriverManagerDataSource(
                EmbeddedServers.shared().freshDatabase(), mariaDb.username(), mariaDb.password());
        Flyway.configure().dataSource(dataSource).load().migrate();
        return dataSource;
    }

    @BeforeEach
    void empty() {
        for (String table : List.of(
                "bot_follower", "bot_follower_tag", "bot_audience_tag", "bot_audience", "bot_audience_change")) {
            int unused = JdbcClient.create(DATABASE).sql("DELETE FROM " + table).update();
        }
    }

    private static ExternalUserId user(String id) {
        return new ExternalUserId(id);
    }

    private static <T> T given(ProviderAnswer<T> answer) {
        assertThat(answer).isInstanceOf(ProviderAnswer.Given.class);
        return ((ProviderAnswer.Given<T>) answer).value();
    }

    private List<String> known() {
        return audience.page(shop, null, null, 100).stream()
                .map(follower -> follower.user().value())
                .toList();
    }

    @Test
    void allFollowersAreReadPageByPageAndThoseWhoLeftAreForgotten() {
        for (int i = 0; i < 7; i++) {
            crowd.follow("o" + i);
        }
        reader.sweep();
        assertThat(known()).containsExactly("o0", "o1", "o2", "o3", "o4", "o5", "o6");
        assertThat(audience.state(shop).followers()).isEqualTo(7);
        assertThat(audience.state(shop).readAt()).isNotNull();

        crowd.unfollow("o3");
        audience.requestReading(shop);
        reader.sweep();

        assertThat(known()).containsExactly("o0", "o1", "o2", "o4", "o5", "o6");
        assertThat(audience.page(shop, null, "o2", 2))
                .extracting(follower -> follower.user().value())
                .containsExactly("o4", "o5");
    }

    @Test
    void anAccountIsReadByOneNodeAndNotAgainBeforeItIsDue() {
        crowd.follow("o1");
        String token = lease.take(shop).orElseThrow();
        reader.sweep();
        assertThat(crowd.calls()).as("somebody else reads it").isEmpty();
        assertThat(audience.state(shop).reading()).isTrue();

        lease.ended(shop, token, AudienceReader.EVERY);
        reader.sweep();
        assertThat(crowd.calls()).as("it was read just now").isEmpty();
    }

    @Test
    void aReadingThatFailsSaysWhyAndKeepsWhatIsKnown() {
        crowd.follow("o1");
        reader.sweep();
        crowd.fail(new ProviderProblem(Reason.ADDRESS_NOT_ALLOWED, "40164", "203.0.113.7"));
        audience.requestReading(shop);
        reader.sweep();

        assertThat(audience.state(shop).problem())
                .isEqualTo(new ProviderProblem(Reason.ADDRESS_NOT_ALLOWED, "40164", "203.0.113.7"));
        assertThat(known()).containsExactly("o1");
        crowd.fail(null);
        audience.requestReading(shop);
        reader.sweep();
        assertThat(audience.state(shop).problem()).isNull();
    }

    @Test
    void tagsGoToTheProviderFirstAndAreKnownHereAtOnce() {
        crowd.follow("o1").follow("o2");
        reader.sweep();
        AudienceTag vip = given(audience.createTag(shop, " 会员 ", MEI));
        ChannelAddress address = new ChannelAddress(shop, user("o1"));
        assertThat(audience.tagNamesOf(address)).isEmpty();

        given(audience.mark(shop, vip, List.of(user("o1")), true, MEI));

        assertThat(audience.tagNamesOf(address)).containsExactly("会员");
        assertThat(audience.page(shop, vip.id(), null, 10))
                .extracting(Follower::user)
                .containsExactly(user("o1"));
        assertThat(audience.profile(address).orElseThrow().tags()).containsExactly(vip.id());
        given(audience.renameTag(shop, vip, "贵宾", MEI));
        assertThat(audience.tagNamesOf(address)).containsExactly("贵宾");
        given(audience.mark(shop, vip, List.of(user("o1")), false, MEI));
        assertThat(audience.tagNamesOf(address)).isEmpty();
        assertThat(audience.changes(shop, 10))
                .extracting(AudienceChange::action)
                .containsExactly(
                        AudienceChange.Action.UNTAGGED,
                        AudienceChange.Action.TAG_RENAMED,
                        AudienceChange.Action.TAGGED,
                        AudienceChange.Action.TAG_CREATED);
        assertThat(audience.tagNames()).containsExactly("贵宾");
    }

    @Test
    void whatTheProviderRefusesChangesNothingHere() {
        crowd.follow("o1").follow("o2").follow("o3");
        reader.sweep();
        AudienceTag vip = given(audience.createTag(shop, "会员", MEI));

        assertThat(audience.createTag(shop, "x".repeat(11), MEI)).isInstanceOf(ProviderAnswer.Failed.class);
        assertThat(audience.mark(shop, vip, List.of(user("o1"), user("o2"), user("o3")), true, MEI))
                .isInstanceOf(ProviderAnswer.Failed.class);

        assertThat(audience.tags(shop)).hasSize(1);
        assertThat(audience.page(shop, vip.id(), null, 10)).isEmpty();
        assertThat(audience.changes(shop, 10)).hasSize(1);
    }

    @Test
    void whoeverLeavesIsErased() {
        crowd.follow("oGone").follow("oStays");
        reader.sweep();
        AudienceTag vip = given(audience.createTag(shop, "会员", MEI));
        given(audience.mark(shop, vip, List.of(user("oGone")), true, MEI));
        Erasure erasure = new Erasure(
                new IdentityId(1),
                new ChannelAddress(shop, user("oGone")),
                Clock.systemUTC().instant(),
                1);

        audience.erase(erasure, List.of());
        audience.erase(erasure, List.of());

        assertThat(known()).containsExactly("oStays");
        assertThat(audience.page(shop, vip.id(), null, 10)).isEmpty();
        assertThat(audience.tagNamesOf(erasure.address())).isEmpty();
    }

    private Fact told(long conversation, String kind, Instant at) {
        return new Fact.MessageAdded(new ConversationId(conversation), shop, at, "t", 1, Author.Kind.CUSTOMER, kind);
    }

    /** A conversation's number is its customer's. */
    private void take(Fact... facts) {
        new NewFollowers(
                        id -> Optional.of(new ChannelAddress(shop, user(id.value() < 9 ? "o" + id : "erased:" + id))),
                        store)
                .apply(List.of(new FactBatch(1, List.of(facts))));
    }

    @Test
    void whoeverBeginsToFollowIsListedAtOnceAndAskedAboutWhenSomebodyLooks() {
        Instant at = Clock.systemUTC().instant().truncatedTo(ChronoUnit.MICROS);
        crowd.follow("o1");

        take(told(1, "text", at), told(1, "subscribed", at), told(2, "text", at), told(9, "subscribed", at));
        take(told(1, "subscribed", at));

        assertThat(known()).containsExactly("o1");
        Follower newcomer = audience.page(shop, null, null, 10).get(0);
        assertThat(newcomer.told()).isFalse();
        assertThat(newcomer.since()).isEqualTo(at);
        assertThat(crowd.calls()).isEmpty();
        assertThat(audience.profile(new ChannelAddress(shop, user("o1")))
                        .orElseThrow()
                        .told())
                .isTrue();
    }

    @Test
    void whoeverCameBackIsNotTakenOutByTheErasureOfBefore() {
        Instant left = Clock.systemUTC().instant().truncatedTo(ChronoUnit.MICROS);
        take(told(1, "subscribed", left.minusSeconds(60)), told(2, "subscribed", left.minusSeconds(60)));
        take(told(1, "subscribed", left.plusSeconds(1)));

        for (String user : List.of("o1", "o2")) {
            audience.erase(new Erasure(new IdentityId(1), new ChannelAddress(shop, user(user)), left, 1), List.of());
        }

        assertThat(known()).containsExactly("o1");
    }

    @Test
    void nobodyIsAskedAboutWhoeverWasErased() {
        assertThat(audience.profile(new ChannelAddress(shop, user("erased:1")))).isEmpty();
        assertThat(crowd.calls()).isEmpty();
    }

    @Test
    void accountsThatAreOffAreNotRead() {
        crowd.follow("o1");
        ChannelAccount account = accounts.find(shop).orElseThrow();
        ChannelAccount off = accounts.update(new ChannelAccount(
                shop, account.type(), account.key(), account.name(), false, Map.of(), Map.of(), account.version()));
        audience.requestReading(shop);
        reader.sweep();

        assertThat(off.enabled()).isFalse();
        assertThat(audience.state(shop).reading()).isFalse();
        assertThat(crowd.calls()).isEmpty();
    }
}
