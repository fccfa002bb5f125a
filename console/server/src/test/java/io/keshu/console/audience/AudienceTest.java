package io.keshu.console.audience;

import static org.assertj.core.api.Assertions.assertThat;
import static org.mockito.ArgumentMatchers.any;
import static org.mockito.ArgumentMatchers.anyBoolean;
import static org.mockito.ArgumentMatchers.anyInt;
import static org.mockito.ArgumentMatchers.anyString;
import static org.mockito.ArgumentMatchers.eq;
import static org.mockito.Mockito.never;
import static org.mockito.Mockito.verify;
import static org.mockito.Mockito.when;

import io.keshu.bot.audience.Audience;
import io.keshu.bot.audience.AudienceState;
import io.keshu.bot.audience.Follower;
import io.keshu.channels.api.AudienceDirectory;
import io.keshu.channels.api.AudienceDirectory.AudienceTag;
import io.keshu.channels.api.ChannelAccountId;
import io.keshu.channels.api.ExternalUserId;
import io.keshu.channels.api.ProviderAnswer;
import io.keshu.channels.api.ProviderProblem;
import io.keshu.channels.api.ProviderProblem.Reason;
import io.keshu.console.Browser;
import io.keshu.console.ConsoleTest;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.mockito.Mockito;
import org.springframework.beans.factory.annotation.Autowired;

/** Followers and tags over REST; what becomes of them is tested with the bot. */
class AudienceTest extends ConsoleTest {

    private static final ChannelAccountId SHOP = new ChannelAccountId(31);
    private static final AudienceTag VIP = new AudienceTag("101", "会员", 2);
    private static final String PATH = "/api/audience/" + SHOP;
    private static final String VIP_PATH = PATH + "/tags/101";
    private static final Instant NOON = Instant.parse("2026-05-01T04:00:00Z");

    @Autowired
    private Audience audience;

    private Browser mei;

    @BeforeEach
    void haveFollowers() {
        mei = agent();
        Mockito.reset(audience);
        when(audience.limits(SHOP)).thenReturn(Optional.of(new AudienceDirectory.Limits(100, 30, 20, 50, 100)));
        when(audience.state(SHOP)).thenReturn(new AudienceState(2, NOON, false, null));
        when(audience.tags(SHOP)).thenReturn(List.of(VIP));
        when(audience.readTags(SHOP)).thenReturn(new ProviderAnswer.Given<>(List.of(VIP)));
    }

    private static <T> ProviderAnswer<T> failed(Reason reason, String code, String detail) {
        return new ProviderAnswer.Failed<>(new ProviderProblem(reason, code, detail));
    }

    private void nothingChanged() {
        verify(audience, never()).createTag(any(), any(), any());
        verify(audience, never()).renameTag(any(), any(), any(), any());
        verify(audience, never()).deleteTag(any(), any(), any());
        verify(audience, never()).mark(any(), any(), any(), anyBoolean(), any());
    }

    private static void saysAt(Browser.Answer answer, String field, String words) {
        assertThat(answer.status()).as(answer.text()).isEqualTo(422);
        assertThat(answer.code()).isEqualTo("request.invalid");
        assertThat(answer.json().at("/fields/0/field").asString()).isEqualTo(field);
        assertThat(answer.json().at("/fields/0/message").asString()).contains(words);
    }

    @ParameterizedTest
    @ValueSource(strings = {"/api/audience/99", "/api/audience/x", "/api/audience/99999999999999999999"})
    void anAccountThatHasNoFollowersIsUnknown(String path) {
        for (Browser.Answer answer : List.of(
                mei.get(path),
                mei.get(path + "/followers"),
                mei.get(path + "/changes"),
                mei.post(path + "/refresh", Map.of()),
                mei.post(path + "/tags", Map.of("name", "会员")),
                mei.put(path + "/tags/101", Map.of("was", "会员", "name", "贵宾")),
                mei.delete(path + "/tags/101?was=x"),
                mei.post(path + "/tags/101/members", Map.of("users", List.of("o1"), "bear", true)))) {
            assertThat(answer.status()).as(answer.text()).isEqualTo(404);
            assertThat(answer.code()).isEqualTo("account.unknown");
        }
        verify(audience, never()).requestReading(any());
        nothingChanged();
    }

    @ParameterizedTest
    @CsvSource({
        "NAME_TOO_LONG, 30, 标签名须为 1 到 30 个字符, A tag's name must have 1 to 30 characters",
        "TOO_MANY_TAGS, 100, 一个账号最多 100 个标签, An account has 100 tags at most",
    })
    void whatIsWrongWithATagIsSaidAtItsName(Reason reason, String detail, String chinese, String english) {
        when(audience.createTag(eq(SHOP), anyString(), any())).thenReturn(failed(reason, "", detail));
        when(audience.renameTag(eq(SHOP), any(), anyString(), any())).thenReturn(failed(reason, "", detail));

        saysAt(mei.post(PATH + "/tags", Map.of("name", "长")), "name", chinese);
        saysAt(mei.put(VIP_PATH, Map.of("was", "会员", "name", "长")), "name", chinese);
        saysAt(mei.speaking("en").post(PATH + "/tags", Map.of("name", "长")), "name", english);
    }

    @Test
    void whatTheProviderDoesNotPermitIsItsFaultAndToldWithItsCode() {
        when(audience.createTag(eq(SHOP), anyString(), any())).thenReturn(failed(Reason.NOT_PERMITTED, "48001", "api"));

        Browser.Answer answer = mei.post(PATH + "/tags", Map.of("name", "会员"));

        assertThat(answer.status()).isEqualTo(502);
        assertThat(answer.code()).isEqualTo("provider.failed");
        assertThat(answer.json().path("detail").asString()).contains("48001");
    }

    @Test
    void aTagThatOthersRenamedIsNotChangedUnseen() {
        for (Browser.Answer answer : List.of(
                mei.put(VIP_PATH, Map.of("was", "老会员", "name", "贵宾")),
                mei.delete(VIP_PATH + "?was=old"),
                mei.speaking("en").delete(VIP_PATH + "?was=old"))) {
            assertThat(answer.status()).as(answer.text()).isEqualTo(409);
            assertThat(answer.code()).isEqualTo("tag.changed");
            assertThat(answer.json().path("detail").asString()).contains("会员");
        }
        nothingChanged();
    }

    @Test
    void aTagThatIsGoneIsUnknownHereAndAtTheProvider() {
        when(audience.mark(eq(SHOP), any(), any(), anyBoolean(), any()))
                .thenReturn(failed(Reason.TAG_UNKNOWN, "45159", "invalid tag"));
        Map<String, Object> mark = Map.of("users", List.of("o1"), "bear", true);
        for (Browser.Answer answer : List.of(
                mei.post(VIP_PATH + "/members", mark),
                mei.post(PATH + "/tags/9/members", mark),
                mei.put(PATH + "/tags/9", Map.of("was", "x", "name", "y")),
                mei.delete(PATH + "/tags/9?was=x"))) {
            assertThat(answer.status()).as(answer.text()).isEqualTo(404);
            assertThat(answer.code()).isEqualTo("tag.unknown");
        }
    }

    @Test
    void nobodyIsMarkedUnlessEverybodyIsNamed() {
        for (List<String> users : List.of(
                List.<String>of(),
                Arrays.asList("o1", null),
                List.of("o1", ""),
                List.of(" "),
                List.of("o".repeat(192)))) {
            Browser.Answer answer =
                    mei.post(VIP_PATH + "/members", new java.util.HashMap<>(Map.of("users", users, "bear", true)));
            saysAt(answer, "users", "必填");
        }
        nothingChanged();
    }

    @ParameterizedTest
    @CsvSource({
        "TOO_MANY_CUSTOMERS, 50, 一次最多选 50 位客户, Choose 50 customers at once at most",
        "TOO_MANY_TAGS_ON_ONE, 20, 一位客户最多 20 个标签, A customer bears 20 tags at most",
    })
    void tooManyAreSaidAtThePeople(Reason reason, String detail, String chinese, String english) {
        when(audience.mark(eq(SHOP), any(), any(), anyBoolean(), any())).thenReturn(failed(reason, "", detail));
        Map<String, Object> mark =
                Map.of("users", IntStream.range(0, 51).mapToObj(i -> "o" + i).toList(), "bear", true);

        saysAt(mei.post(VIP_PATH + "/members", mark), "users", chinese);
        saysAt(mei.speaking("en").post(VIP_PATH + "/members", mark), "users", english);
    }

    @Test
    void whoeverIsNamedTwiceIsMarkedOnce() {
        when(audience.mark(any(), any(), any(), anyBoolean(), any())).thenReturn(new ProviderAnswer.Given<>(true));

        Browser.Answer answer =
                mei.post(VIP_PATH + "/members", Map.of("users", List.of("o1", "o2", "o1"), "bear", false));

        assertThat(answer.status()).isEqualTo(200);
        verify(audience).mark(SHOP, VIP, List.of(new ExternalUserId("o1"), new ExternalUserId("o2")), false, AGENT);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "{}", "[]", "{\"name\":null}", "{\"name\":{}}", "{"})
    void whatIsNoRequestIsMalformed(String body) {
        Browser.Answer answer = mei.post(PATH + "/tags", body);

        assertThat(answer.status()).as(answer.text()).isEqualTo(400);
        assertThat(answer.code()).isEqualTo("request.malformed");
        assertThat(mei.delete(VIP_PATH).status())
                .as("without the name that was read")
                .isEqualTo(400);
        nothingChanged();
    }

    @Test
    void followersComeByPagesWithTheirTags() {
        List<Follower> many = IntStream.range(0, 51)
                .mapToObj(i -> new Follower(
                        new ExternalUserId("o%02d".formatted(i)),
                        "",
                        "",
                        "SEARCH",
                        "",
                        "zh_CN",
                        NOON,
                        List.of("101", "gone"),
                        NOON,
                        true))
                .toList();
        when(audience.page(eq(SHOP), eq("101"), eq("o"), anyInt())).thenReturn(many);

        var page = mei.get(PATH + "/followers?tag=101&cursor=o").json();

        assertThat(page.path("items").size()).isEqualTo(50);
        assertThat(page.path("next").asString()).isEqualTo("o49");
        assertThat(page.at("/items/0/tags").findValuesAsString("name")).containsExactly("会员");
    }

    @Test
    void strangersSeeNobody() {
        assertThat(stranger().get(PATH + "/followers").status()).isEqualTo(401);
    }
}
