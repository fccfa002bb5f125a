package io.keshu.channels.wechat;

import static org.assertj.core.api.Assertions.assertThat;

import io.keshu.channels.api.AudienceDirectory.AudienceTag;
import io.keshu.channels.api.AudienceDirectory.FollowerPage;
import io.keshu.channels.api.AudienceDirectory.FollowerProfile;
import io.keshu.channels.api.ChannelAccount;
import io.keshu.channels.api.ChannelAccountId;
import io.keshu.channels.api.ConnectionCheck.Connected;
import io.keshu.channels.api.ExternalUserId;
import io.keshu.channels.api.ProviderAnswer;
import io.keshu.channels.api.ProviderProblem;
import io.keshu.channels.api.ProviderProblem.Reason;
import io.keshu.channels.api.SceneCodes.CodePicture;
import io.keshu.channels.api.SceneCodes.Scene;
import io.keshu.channels.api.SceneCodes.SceneCode;
import io.keshu.channels.sandbox.SandboxOptions;
import io.keshu.channels.sandbox.SandboxServer;
import io.keshu.channels.sandbox.fault.ApiFault;
import io.keshu.channels.sandbox.world.Account;
import io.keshu.channels.sandbox.world.AccountNames;
import io.keshu.channels.testkit.InMemoryChannelAccounts;
import io.keshu.channels.testkit.InMemoryMediaStore;
import io.keshu.channels.wechat.client.WechatClient;
import io.keshu.channels.wechat.config.WechatMediaProperties;
import io.keshu.channels.wechat.config.WechatProperties;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Followers, tags, codes and the connection itself, against a WeChat that shares no code with the channel. */
class WechatAudienceTest {

    private static final ChannelAccountId ACCOUNT = new ChannelAccountId(1);

    private final Clock clock = Clock.systemUTC();
    private final SandboxServer wechat = SandboxServer.start(SandboxOptions.defaults(), clock);
    private final Account there = wechat.world().add(AccountNames.account("小店")).orElseThrow();
    private final InMemoryChannelAccounts accounts = new InMemoryChannelAccounts()
            .put(account(there.settings().appId(), there.settings().secret(), true));
    private final WechatClient client =
            new WechatClient(WechatProperties.defaults(), WechatMediaProperties.defaults(), null);
    private final WechatChannel channel = new WechatChannel(
            accounts,
            client,
            new InMemoryMediaStore(),
            WechatProperties.defaults(),
            WechatMediaProperties.defaults(),
            clock);

    @AfterEach
    void close() {
        wechat.close();
        client.close();
    }

    private ChannelAccount account(String appId, String secret, boolean enabled) {
        return new ChannelAccount(
                ACCOUNT,
                WechatChannel.TYPE,
                "shop",
                "小店",
                enabled,
                Map.of("appId", appId, "mode", "plain", "apiBaseUrl", wechat.url()),
                Map.of("appSecret", secret, "token", "token"),
                1);
    }

    private static <T> T given(ProviderAnswer<T> answer) {
        assertThat(answer).isInstanceOf(ProviderAnswer.Given.class);
        return ((ProviderAnswer.Given<T>) answer).value();
    }

    private static <T> ProviderProblem failed(ProviderAnswer<T> answer) {
        assertThat(answer).isInstanceOf(ProviderAnswer.Failed.class);
        return ((ProviderAnswer.Failed<T>) answer).problem();
    }

    private List<ExternalUserId> people(int count) {
        return IntStream.range(0, count)
                .mapToObj(i ->
                        new ExternalUserId(there.add("oPerson-%04d".formatted(i), "粉丝", i % 2 == 0, clock.instant())
                                .openid()))
                .toList();
    }

    @Test
    void followersComeInPagesUntilThereAreNoMore() {
        List<ExternalUserId> people = people(10);

        FollowerPage first = given(channel.followers(ACCOUNT, null));
        FollowerPage last = given(channel.followers(ACCOUNT, first.next()));

        assertThat(first.users()).hasSize(5);
        assertThat(last.users()).isEmpty();
        assertThat(last.next()).isNull();
        List<FollowerProfile> profiles = given(channel.profiles(ACCOUNT, people.subList(0, 2)));
        assertThat(profiles).extracting(FollowerProfile::following).containsExactly(true, false);
        assertThat(profiles.get(0).name()).isEmpty();
        assertThat(profiles.get(0).source()).isEqualTo("ADD_SCENE_SEARCH");
        assertThat(profiles.get(0).since()).isNotNull();
    }

    @Test
    void tagsGoBothWays() {
        List<ExternalUserId> people = people(3);
        AudienceTag vip = given(channel.createTag(ACCOUNT, "会员"));
        given(channel.tag(ACCOUNT, vip.id(), people));

        assertThat(given(channel.tags(ACCOUNT)))
                .extracting(AudienceTag::name, AudienceTag::bearers)
                .containsExactly(org.assertj.core.groups.Tuple.tuple("会员", 3));
        assertThat(given(channel.members(ACCOUNT, vip.id(), null)).users())
                .containsExactly(people.get(0), people.get(2));
        assertThat(given(channel.profiles(ACCOUNT, people)).get(0).tags()).containsExactly(vip.id());
        given(channel.renameTag(ACCOUNT, vip.id(), "贵宾"));
        given(channel.untag(ACCOUNT, vip.id(), people));
        given(channel.deleteTag(ACCOUNT, vip.id()));
        assertThat(given(channel.tags(ACCOUNT))).isEmpty();
    }

    @Test
    void whatIsAgainstTheLimitsIsNamedAndNeverLeaves() {
        List<ExternalUserId> people = people(101);
        AudienceTag vip = given(channel.createTag(ACCOUNT, "客".repeat(30)));
        int calls = calls();

        assertThat(failed(channel.createTag(ACCOUNT, "客".repeat(31))))
                .isEqualTo(new ProviderProblem(Reason.NAME_TOO_LONG, "", "30"));
        assertThat(failed(channel.tag(ACCOUNT, vip.id(), people.subList(0, 51))).reason())
                .isEqualTo(Reason.TOO_MANY_CUSTOMERS);
        assertThat(failed(channel.profiles(ACCOUNT, people)).reason()).isEqualTo(Reason.TOO_MANY_CUSTOMERS);
        assertThat(failed(channel.makeCode(ACCOUNT, scene("x".repeat(65)), null))
                        .reason())
                .isEqualTo(Reason.SCENE_TOO_LONG);
        assertThat(failed(channel.makeCode(ACCOUNT, scene("x"), Duration.ofSeconds(2_592_001)))
                        .reason())
                .isEqualTo(Reason.VALIDITY_TOO_LONG);
        assertThat(failed(channel.makeCode(ACCOUNT, number(100_001), null)))
                .isEqualTo(new ProviderProblem(Reason.SCENE_NO_NUMBER, "", "100000"));
        for (Scene none : List.of(number(0), number(1L << 31), number(-1), new Scene("一", true))) {
            assertThat(failed(channel.makeCode(ACCOUNT, none, Duration.ofDays(1)))
                            .reason())
                    .isEqualTo(Reason.SCENE_NO_NUMBER);
        }
        assertThat(failed(channel.renameTag(ACCOUNT, "x", "y")).reason()).isEqualTo(Reason.TAG_UNKNOWN);
        assertThat(calls()).isEqualTo(calls);
    }

    private static Scene scene(String text) {
        return new Scene(text, false);
    }

    private static Scene number(long number) {
        return new Scene(Long.toString(number), true);
    }

    private int calls() {
        return wechat.journal()
                .list(io.keshu.channels.sandbox.journal.Journal.Kind.CALL, 0, Integer.MAX_VALUE, entry -> true)
                .size();
    }

    @Test
    void whatWechatRefusesIsNamedToo() {
        for (int i = 0; i < 100; i++) {
            given(channel.createTag(ACCOUNT, "标签" + i));
        }
        assertThat(failed(channel.createTag(ACCOUNT, "再来一个")))
                .isEqualTo(new ProviderProblem(Reason.TOO_MANY_TAGS, "45056", "100"));
        assertThat(failed(channel.deleteTag(ACCOUNT, "2")).reason()).isEqualTo(Reason.TAG_FIXED);
        assertThat(failed(channel.deleteTag(ACCOUNT, "9999")).reason()).isEqualTo(Reason.TAG_UNKNOWN);
        String first = given(channel.tags(ACCOUNT)).get(0).id();
        assertThat(failed(channel.renameTag(ACCOUNT, first, "标签1")).reason()).isEqualTo(Reason.NAME_TAKEN);
        assertThat(failed(channel.tag(ACCOUNT, first, List.of(new ExternalUserId("oNobody"))))
                        .reason())
                .isEqualTo(Reason.UNKNOWN_CUSTOMER);
        List<ExternalUserId> anna = people(1);
        for (AudienceTag tag : given(channel.tags(ACCOUNT)).subList(1, 21)) {
            given(channel.tag(ACCOUNT, tag.id(), anna));
        }
        assertThat(failed(channel.tag(ACCOUNT, first, anna)))
                .isEqualTo(new ProviderProblem(Reason.TOO_MANY_TAGS_ON_ONE, "45059", "20"));
    }

    @Test
    void codesAreMadeForAWhileOrForEverAndHaveAPicture() {
        SceneCode forAWhile = given(channel.makeCode(ACCOUNT, scene("x".repeat(64)), Duration.ofDays(30)));
        SceneCode forEver = given(channel.makeCode(ACCOUNT, scene("门店"), null));

        assertThat(forAWhile.expiresAt()).isAfter(clock.instant().plus(Duration.ofDays(29)));
        assertThat(forEver.expiresAt()).isNull();
        CodePicture picture = given(channel.picture(ACCOUNT, forEver.ticket()));
        assertThat(picture.contentType()).isEqualTo("image/jpeg");
        assertThat(picture.bytes()).hasSizeGreaterThan(1000);
        assertThat(channel.picture(ACCOUNT, "gone")).isInstanceOf(ProviderAnswer.Failed.class);
    }

    @Test
    void oneCodeForEverMoreThanWechatAllowsIsNamed() {
        for (int i = 0; i < 99_999; i++) {
            assertThat(there.codes().make("s" + i, null, clock.instant())).isPresent();
        }
        given(channel.makeCode(ACCOUNT, scene("last"), null));

        assertThat(failed(channel.makeCode(ACCOUNT, scene("more"), null)))
                .isEqualTo(new ProviderProblem(Reason.TOO_MANY_CODES, "45029", "100000"));
        given(channel.makeCode(ACCOUNT, scene("more"), Duration.ofDays(30)));
    }

    @Test
    void scenesMayBeNumbers() {
        given(channel.makeCode(ACCOUNT, number(Integer.MAX_VALUE), Duration.ofDays(1)));
        given(channel.makeCode(ACCOUNT, number(100_000), null));

        assertThat(there.codes().ofScene("2147483647")).isPresent();
        assertThat(there.codes().ofScene("100000")).isPresent();
    }

    @Test
    void aConnectionIsTriedWithoutBeingSaved() {
        String appId = there.settings().appId();
        String secret = there.settings().secret();

        ProviderAnswer<Connected> right = channel.checkConnection(account(appId, secret, false));
        assertThat(given(right).detail()).isEqualTo("127.0.0.1");
        assertThat(failed(channel.checkConnection(account("wx0000000000000000", secret, true)))
                        .reason())
                .isEqualTo(Reason.UNKNOWN_ACCOUNT);
        assertThat(failed(channel.checkConnection(account(appId, "0123456789", true)))
                        .reason())
                .isEqualTo(Reason.BAD_SECRET);
    }

    @Test
    void theAddressThatWechatDoesNotTakeIsShown() {
        wechat.faults()
                .add(new ApiFault(
                        null,
                        "/cgi-bin/stable_token",
                        ApiFault.Answer.ERRCODE,
                        40164,
                        0,
                        0,
                        ApiFault.When.BEFORE,
                        2,
                        1));
        ProviderProblem problem = failed(channel.tags(ACCOUNT));

        assertThat(problem.reason()).isEqualTo(Reason.ADDRESS_NOT_ALLOWED);
        assertThat(problem.detail()).isEqualTo("203.0.113.7");
        assertThat(channel.connectionProblem(ACCOUNT)).contains(problem);
        wechat.faults().clear();
        given(channel.tags(ACCOUNT));
        assertThat(channel.connectionProblem(ACCOUNT)).isEmpty();
    }
}
