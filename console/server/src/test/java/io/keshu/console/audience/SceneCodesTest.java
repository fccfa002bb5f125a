package io.keshu.console.audience;

import static org.assertj.core.api.Assertions.assertThat;
import static org.mockito.ArgumentMatchers.any;
import static org.mockito.ArgumentMatchers.anyBoolean;
import static org.mockito.ArgumentMatchers.anyInt;
import static org.mockito.ArgumentMatchers.anyLong;
import static org.mockito.ArgumentMatchers.anyString;
import static org.mockito.ArgumentMatchers.eq;
import static org.mockito.Mockito.never;
import static org.mockito.Mockito.verify;
import static org.mockito.Mockito.when;

import io.keshu.bot.scene.SceneCodeBook;
import io.keshu.bot.scene.SceneCodeEntry;
import io.keshu.bot.scene.SceneCodeResult;
import io.keshu.channels.api.ChannelAccountId;
import io.keshu.channels.api.ProviderAnswer;
import io.keshu.channels.api.ProviderProblem;
import io.keshu.channels.api.ProviderProblem.Reason;
import io.keshu.channels.api.SceneCodes;
import io.keshu.console.Browser;
import io.keshu.console.ConsoleTest;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.LongStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.mockito.Mockito;
import org.springframework.beans.factory.annotation.Autowired;

/** Codes with scenes over REST; what becomes of them is tested with the bot. */
class SceneCodesTest extends ConsoleTest {

    private static final ChannelAccountId SHOP = new ChannelAccountId(32);
    private static final String PATH = "/api/scene-codes/" + SHOP;
    private static final Instant NOON = Instant.parse("2026-05-01T04:00:00Z");

    @Autowired
    private SceneCodeBook codes;

    private Browser mei;

    @BeforeEach
    void haveCodes() {
        mei = agent();
        Mockito.reset(codes);
        when(codes.limits(SHOP))
                .thenReturn(Optional.of(new SceneCodes.Limits(64, Duration.ofDays(30), 100_000, 2_000_000, 100_000)));
        when(codes.make(any(), any(), any())).thenReturn(new SceneCodeResult.Done(code(7, "门店")));
        when(codes.renew(any(), anyLong(), any(), anyLong(), any()))
                .thenReturn(new SceneCodeResult.Done(code(7, "门店")));
    }

    private static SceneCodeEntry code(long id, String name) {
        return new SceneCodeEntry(
                id,
                "door",
                false,
                name,
                null,
                "secret-ticket",
                "http://example.com/q",
                NOON,
                AGENT,
                null,
                NOON,
                false,
                3,
                5,
                8);
    }

    private Browser.Answer make(String name, String scene, Integer validDays) {
        return make(name, scene, false, "", validDays);
    }

    private Browser.Answer make(String name, String scene, boolean numbered, String group, Integer validDays) {
        Map<String, Object> request =
                new HashMap<>(Map.of("name", name, "scene", scene, "numbered", numbered, "group", group));
        request.put("validDays", validDays);
        return mei.post(PATH, request);
    }

    private static void saysAt(Browser.Answer answer, String field, String words) {
        assertThat(answer.status()).as(answer.text()).isEqualTo(422);
        assertThat(answer.code()).isEqualTo("request.invalid");
        assertThat(answer.json().at("/fields/0/field").asString()).isEqualTo(field);
        assertThat(answer.json().at("/fields/0/message").asString()).contains(words);
    }

    @Test
    void eachWrongFieldIsNamedAndNothingIsAskedOfTheProvider() {
        saysAt(make(" ", "door", null), "name", "必填");
        saysAt(make("长".repeat(SceneCodeBook.MAX_NAME + 1), "door", null), "name", "最多 60 个字符");
        saysAt(make("门店", "  ", null), "scene", "必填");
        saysAt(make("门店", "a\u0007b", null), "scene", "格式不对");
        for (int days : new int[] {31, 0, -1, Integer.MAX_VALUE, Integer.MIN_VALUE}) {
            saysAt(make("门店", "door", days), "validDays", "须为 1 到 30 天");
            saysAt(mei.post(PATH + "/7/renew", Map.of("validDays", days, "version", 1)), "validDays", "须为 1 到 30 天");
        }
        mei.speaking("en");
        saysAt(make("", "door", null), "name", "This is required.");
        saysAt(make("x".repeat(61), "door", null), "name", "Too long: 60 characters at most.");
        saysAt(make("Door", "", null), "scene", "This is required.");
        saysAt(make("Door", "door", 31), "validDays", "Must be 1 to 30 days.");
        Browser.Answer all = make("", "", 0);
        assertThat(all.json().path("fields").findValuesAsString("field")).containsExactly("name", "scene", "validDays");
        verify(codes, never()).make(any(), any(), any());
        verify(codes, never()).renew(any(), anyLong(), any(), anyLong(), any());
    }

    @Test
    void theLimitsThemselvesAreTaken() {
        assertThat(make("长".repeat(60), " door ", 30).status()).isEqualTo(201);
        assertThat(make("门店", "door", 1).status()).isEqualTo(201);
        assertThat(make("门店", "door", null).status()).isEqualTo(201);

        verify(codes).make(SHOP, wish("长".repeat(60), "door", Duration.ofDays(30)), AGENT);
        verify(codes).make(SHOP, wish("门店", "door", null), AGENT);
    }

    private static SceneCodeBook.Wish wish(String name, String scene, @Nullable Duration validity) {
        return new SceneCodeBook.Wish(name, new SceneCodes.Scene(scene, false), null, validity);
    }

    @Test
    void aSceneByNumberIsAWholeNumberWithinTheProvidersRange() {
        for (String scene : List.of("0", "-1", "1.5", "一", "2000001", "99999999999999999999")) {
            saysAt(make("门店", scene, true, "", 30), "scene", "须为 1 到 2,000,000 的整数");
        }
        saysAt(make("门店", "100001", true, "", null), "scene", "须为 1 到 100,000 的整数");
        verify(codes, never()).make(any(), any(), any());

        assertThat(make("门店", "2000000", true, "", 30).status()).isEqualTo(201);
        assertThat(make("门店", "100000", true, "", null).status()).isEqualTo(201);
        verify(codes).make(SHOP, new SceneCodeBook.Wish("门店", new SceneCodes.Scene("100000", true), null, null), AGENT);
    }

    @Test
    void aGroupThatIsNotThereIsNamedAtItsField() {
        saysAt(make("门店", "door", false, "404", 30), "group", "没有这个分组");
        saysAt(make("门店", "door", false, "x", 30), "group", "没有这个分组");
        verify(codes, never()).make(any(), any(), any());
    }

    @Test
    void anAccountThatIsOffIsNoFaultOfTheProvider() {
        when(codes.make(any(), any(), any()))
                .thenReturn(new SceneCodeResult.Failed(new ProviderProblem(Reason.ACCOUNT_DISABLED, "", "")));

        Browser.Answer answer = make("门店", "door", 30);

        assertThat(answer.status()).isEqualTo(409);
        assertThat(answer.json().path("detail").asString()).contains("账号已停用");
    }

    @ParameterizedTest
    @CsvSource({
        "SCENE_TOO_LONG, 64, scene, 场景值须为 1 到 64 个字符, A scene must have 1 to 64 characters",
        "TOO_MANY_CODES, 100000, validDays, 永久二维码, permanent codes at most",
    })
    void whatTheProviderDoesNotTakeIsSaidAtItsField(
            Reason reason, String detail, String field, String chinese, String english) {
        when(codes.make(any(), any(), any()))
                .thenReturn(new SceneCodeResult.Failed(new ProviderProblem(reason, "", detail)));

        saysAt(make("门店", "door", null), field, chinese);
        mei.speaking("en");
        saysAt(make("Door", "door", null), field, english);
    }

    @Test
    void aSceneThatIsTakenSaysByWhichCode() {
        when(codes.make(any(), any(), any())).thenReturn(new SceneCodeResult.SceneTaken("收银台"));

        saysAt(make("门店", "door", null), "scene", "收银台");
    }

    @Test
    void aCodeThatOthersChangedIsNotChangedUnseen() {
        SceneCodeResult changed = new SceneCodeResult.Changed(code(7, "收银台"));
        when(codes.change(any(), anyLong(), anyString(), any(), anyBoolean(), anyLong(), any()))
                .thenReturn(changed);
        when(codes.renew(any(), anyLong(), any(), anyLong(), any())).thenReturn(changed);
        for (Browser.Answer answer : List.of(
                mei.put(PATH + "/7", Map.of("name", "门店", "group", "", "archived", false, "version", 1)),
                mei.post(PATH + "/7/renew", Map.of("validDays", 30, "version", 1)))) {
            assertThat(answer.status()).as(answer.text()).isEqualTo(409);
            assertThat(answer.code()).isEqualTo("scene.changed");
            assertThat(answer.json().path("detail").asString()).contains("小梅").contains("收银台");
            assertThat(answer.json().path("fields").findValuesAsString("message"))
                    .anySatisfy(words -> assertThat(words).contains("现在有效期至 2026-05-01"));
        }
    }

    @Test
    void whatIsNotThereIsUnknown() {
        when(codes.change(any(), anyLong(), anyString(), any(), anyBoolean(), anyLong(), any()))
                .thenReturn(new SceneCodeResult.Unknown());
        when(codes.renew(any(), anyLong(), any(), anyLong(), any())).thenReturn(new SceneCodeResult.Unknown());
        when(codes.picture(any(), anyLong())).thenReturn(Optional.empty());
        Map<String, Object> change = Map.of("name", "门店", "group", "", "archived", true, "version", 1);
        for (Browser.Answer answer : List.of(
                mei.put(PATH + "/8", change),
                mei.put(PATH + "/x", change),
                mei.post(PATH + "/8/renew", Map.of("validDays", 1, "version", 1)),
                mei.get(PATH + "/8/picture"))) {
            assertThat(answer.status()).as(answer.text()).isEqualTo(404);
            assertThat(answer.code()).isEqualTo("scene.unknown");
        }
        for (Browser.Answer answer :
                List.of(mei.get("/api/scene-codes/33"), mei.get("/api/scene-codes/x"), mei.get(PATH + "?before=x"))) {
            assertThat(answer.status()).isEqualTo(404);
            assertThat(answer.code()).isEqualTo("account.unknown");
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{}",
                "{\"name\":null,\"scene\":\"door\",\"validDays\":1}",
                "{\"name\":\"x\",\"scene\":\"y\",\"validDays\":\"soon\"}",
                "{\"name\":\"x\",\"scene\":\"y\",\"validDays\":99999999999}"
            })
    void whatIsNoRequestIsMalformed(String body) {
        Browser.Answer answer = mei.post(PATH, body);

        assertThat(answer.status()).as(answer.text()).isEqualTo(400);
        assertThat(answer.code()).isEqualTo("request.malformed");
        verify(codes, never()).make(any(), any(), any());
    }

    @Test
    void codesComeByPagesWithTheirCountsAndWithoutTheirTickets() {
        when(codes.page(eq(SHOP), eq(false), any(), anyInt()))
                .thenReturn(LongStream.rangeClosed(1, 51)
                        .mapToObj(i -> code(100 - i, "门店 " + i))
                        .toList());

        Browser.Answer answer = mei.get(PATH);

        assertThat(answer.json().path("items").size()).isEqualTo(50);
        assertThat(answer.json().path("next").asString()).isEqualTo("50");
        assertThat(answer.json().at("/items/0/expired").asBoolean()).isTrue();
        assertThat(answer.json().at("/items/0/scanned").asInt()).isEqualTo(8);
        assertThat(answer.json().path("longestDays").asInt()).isEqualTo(30);
        assertThat(answer.text()).doesNotContain("secret-ticket");
    }

    @Test
    void aPictureIsShownOrKeptUnderItsCodesNameAndItsLackExplained() {
        when(codes.find(SHOP, 7)).thenReturn(Optional.of(code(7, "门\r\n店\"")));
        when(codes.picture(SHOP, 7))
                .thenReturn(Optional.of(
                        new ProviderAnswer.Given<>(new SceneCodes.CodePicture("image/jpeg", new byte[] {1}))));
        Browser.Answer kept = mei.get(PATH + "/7/picture?download=true");
        assertThat(kept.status()).isEqualTo(200);
        assertThat(kept.header("Content-Type")).isEqualTo("image/jpeg");
        assertThat(kept.header("Content-Disposition")).startsWith("attachment;").contains(".jpg");

        when(codes.picture(SHOP, 7))
                .thenReturn(Optional.of(new ProviderAnswer.Failed<>(
                        new ProviderProblem(Reason.PROVIDER_UNREACHABLE, "", "ConnectException"))));
        Browser.Answer failed = mei.get(PATH + "/7/picture");
        assertThat(failed.status()).isEqualTo(502);
        assertThat(failed.code()).isEqualTo("provider.failed");
    }
}
