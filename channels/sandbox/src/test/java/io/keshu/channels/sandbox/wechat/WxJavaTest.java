package io.keshu.channels.sandbox.wechat;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.keshu.channels.sandbox.Town;
import io.keshu.channels.sandbox.fault.ApiFault.Answer;
import io.keshu.channels.sandbox.fault.ApiFault.When;
import io.keshu.channels.sandbox.journal.Delivered;
import io.keshu.channels.sandbox.journal.Journal.Kind;
import io.keshu.channels.sandbox.world.AccountNames;
import io.keshu.channels.sandbox.world.Follower;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import me.chanjar.weixin.common.error.WxErrorException;
import me.chanjar.weixin.mp.api.WxMpService;
import me.chanjar.weixin.mp.api.impl.WxMpServiceImpl;
import me.chanjar.weixin.mp.bean.kefu.WxMpKefuMessage;
import me.chanjar.weixin.mp.bean.result.WxMpUser;
import me.chanjar.weixin.mp.config.WxMpHostConfig;
import me.chanjar.weixin.mp.config.impl.WxMpDefaultConfigImpl;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** WxJava, unchanged, as the account's server. */
class WxJavaTest {

    private final Town town = new Town();
    private WxMpService wechat;

    @BeforeEach
    void connect() {
        wechat = service(town.appId(), town.account.settings().secret());
    }

    @AfterEach
    void close() {
        town.close();
    }

    private WxMpService service(String appId, String secret) {
        WxMpDefaultConfigImpl config = new WxMpDefaultConfigImpl();
        config.setAppId(appId);
        config.setSecret(secret);
        config.useStableAccessToken(true);
        String url = town.server.url();
        config.setHostConfig(
                WxMpHostConfig.builder().apiHost(url).mpHost(url).openHost(url).build());
        WxMpServiceImpl service = new WxMpServiceImpl();
        service.setMaxRetryTimes(0);
        service.setWxMpConfigStorage(config);
        return service;
    }

    private boolean send(Follower to, String text) throws WxErrorException {
        return wechat.getKefuService()
                .sendKefuMessage(
                        WxMpKefuMessage.TEXT().toUser(to.openid()).content(text).build());
    }

    private static void refused(int errcode, ThrowingCallable call) {
        assertThatThrownBy(call)
                .isInstanceOfSatisfying(
                        WxErrorException.class,
                        e -> assertThat(e.getError().getErrorCode()).isEqualTo(errcode));
    }

    @Test
    void aTextReachesThePhoneAndIsOnTheListOfWhatDid() throws WxErrorException {
        town.write(town.anna, "在吗");

        assertThat(send(town.anna, "您好，<b>在的</b> 👍")).isTrue();

        assertThat(town.anna.chat().after(0))
                .extracting(entry -> entry.from() + " " + entry.text())
                .filteredOn(line -> !line.startsWith("system"))
                .containsExactly("user 在吗", "account 您好，<b>在的</b> 👍");
        assertThat(town.journal(Kind.DELIVERED, Delivered.class))
                .singleElement()
                .satisfies(delivered -> {
                    assertThat(delivered.openid()).isEqualTo(town.anna.openid());
                    assertThat(delivered.text()).isEqualTo("您好，<b>在的</b> 👍");
                    assertThat(delivered.via()).isEqualTo("api");
                });
    }

    @Test
    void wrongCredentialsGetNoToken() {
        refused(40013, () -> service("wx0000000000000000", "0123456789abcdef").getAccessToken());
        refused(40125, () -> service(town.appId(), "0123456789abcdef").getAccessToken());
    }

    @Test
    void theStableTokenStaysTheSameUntilItIsForced() throws WxErrorException {
        String first = wechat.getAccessToken();
        assertThat(service(town.appId(), town.account.settings().secret()).getAccessToken())
                .isEqualTo(first);

        String second = wechat.getAccessToken(true);

        assertThat(second).isNotEqualTo(first);
    }

    @Test
    void theTokenBeforeTheNewestIsValidForFiveMoreMinutes() throws WxErrorException {
        wechat.getAccessToken();
        town.account.stableTokens().renew(town.clock.instant());
        town.write(town.anna, "hi");

        assertThat(send(town.anna, "with the old token")).isTrue();
        town.clock.forward(Duration.ofMinutes(6));
        // WxJava asks for a new token at 40001 by itself; what was refused shows in the call without it.
        String old = wechat.getWxMpConfigStorage().getAccessToken();
        assertThat(town.get("/cgi-bin/user/get?access_token=" + old).body()).contains("40001");
    }

    @Test
    void aTokenExpiresAfterTwoHours() throws WxErrorException {
        String token = wechat.getAccessToken();
        town.clock.forward(Duration.ofHours(2));

        assertThat(town.get("/cgi-bin/user/get?access_token=" + token).body()).contains("42001");
    }

    @Test
    void forcingIsPossibleTwentyTimesADayAndNotTwiceInHalfAMinute() throws WxErrorException {
        String first = wechat.getAccessToken(true);
        assertThat(wechat.getAccessToken(true)).isEqualTo(first);
        for (int i = 2; i <= 20; i++) {
            town.clock.forward(Duration.ofSeconds(31));
            wechat.getAccessToken(true);
        }
        town.clock.forward(Duration.ofSeconds(31));
        refused(45009, () -> wechat.getAccessToken(true));
        town.clock.forward(Duration.ofDays(1));
        assertThat(wechat.getAccessToken(true)).isNotEmpty();
    }

    @Test
    void afterAMessageFiveMayBeSentAndTheNextMessageFillsTheCount() throws WxErrorException {
        refused(45015, () -> send(town.anna, "too early"));
        town.write(town.anna, "hi");
        for (int i = 0; i < 5; i++) {
            send(town.anna, "answer " + i);
        }
        refused(45047, () -> send(town.anna, "one too many"));
        town.write(town.anna, "again");
        assertThat(send(town.anna, "answer")).isTrue();
        assertThat(town.journal(Kind.DELIVERED, Delivered.class)).hasSize(6);
    }

    @Test
    void theWindowOfAMessageClosesAfterTwoDays() throws WxErrorException {
        town.write(town.anna, "hi");
        town.clock.forward(Duration.ofDays(2).minusSeconds(1));
        assertThat(send(town.anna, "just in time")).isTrue();
        town.clock.forward(Duration.ofSeconds(1));
        refused(45015, () -> send(town.anna, "too late"));
    }

    @Test
    void subscribingClickingAndScanningAllowThreeMessagesInAMinute() throws WxErrorException {
        town.event(town.anna, Map.of("event", "unsubscribe"));
        for (Map<String, Object> event : List.<Map<String, Object>>of(
                Map.of("event", "subscribe"),
                Map.of("event", "SCAN", "key", "7"),
                Map.of("event", "CLICK", "key", "HELP"))) {
            town.event(town.anna, event);
            for (int i = 0; i < 3; i++) {
                send(town.anna, "answer");
            }
            refused(45047, () -> send(town.anna, "one too many"));
            town.clock.forward(Duration.ofMinutes(1));
            refused(45015, () -> send(town.anna, "too late"));
        }
    }

    @Test
    void onlyFollowersThatExistAreSentTo() {
        town.write(town.anna, "hi");
        town.event(town.anna, Map.of("event", "unsubscribe"));

        refused(43004, () -> send(town.anna, "still there?"));
        Follower stranger = town.server
                .world()
                .add(AccountNames.account("别家"))
                .orElseThrow()
                .add("oStranger-01234", "陌生人", true, town.clock.instant());
        refused(40003, () -> send(stranger, "hello"));
    }

    @Test
    void textsHaveTheirLimits() throws WxErrorException {
        town.write(town.anna, "hi");
        assertThat(send(town.anna, "x".repeat(2048))).isTrue();
        refused(45002, () -> send(town.anna, "客".repeat(683)));
        refused(44004, () -> send(town.anna, ""));
    }

    @Test
    void kindsThatAreNotShownAreRefused() {
        town.write(town.anna, "hi");
        refused(
                48001,
                () -> wechat.getKefuService()
                        .sendKefuMessage(WxMpKefuMessage.IMAGE()
                                .toUser(town.anna.openid())
                                .mediaId("m")
                                .build()));
    }

    @Test
    void typingShowsForAWhileAfterAnExchange() throws WxErrorException {
        String openid = town.anna.openid();
        refused(45080, () -> wechat.getKefuService().sendKfTypingState(openid, "Typing"));
        town.write(town.anna, "hi");
        refused(45072, () -> wechat.getKefuService().sendKfTypingState(openid, "Dancing"));

        wechat.getKefuService().sendKfTypingState(openid, "Typing");
        assertThat(town.anna.chat().typing(town.clock.instant())).isTrue();
        refused(45081, () -> wechat.getKefuService().sendKfTypingState(openid, "Typing"));
        wechat.getKefuService().sendKfTypingState(openid, "CancelTyping");
        assertThat(town.anna.chat().typing(town.clock.instant())).isFalse();
        wechat.getKefuService().sendKfTypingState(openid, "Typing");
        town.clock.forward(Duration.ofSeconds(15));
        assertThat(town.anna.chat().typing(town.clock.instant())).isFalse();
        town.clock.forward(Duration.ofSeconds(16));
        refused(45080, () -> wechat.getKefuService().sendKfTypingState(openid, "Typing"));
    }

    @Test
    void followersAreListedAndDescribed() throws WxErrorException {
        Follower bob = town.follower("oBob-0123456789");
        town.event(bob, Map.of("event", "unsubscribe"));

        assertThat(wechat.getUserService().userList(null).getOpenids()).containsExactly(town.anna.openid());
        WxMpUser anna = wechat.getUserService().userInfo(town.anna.openid());
        assertThat(anna.getSubscribe()).isTrue();
        assertThat(wechat.getUserService().userInfo(bob.openid()).getSubscribe())
                .isFalse();
        refused(40003, () -> wechat.getUserService().userInfo("oNobody"));
    }

    @Test
    void addressesOfItsServersAreTold() throws WxErrorException {
        assertThat(wechat.getCallbackIP()).containsExactly("127.0.0.1");
    }

    @Test
    void anErrorOnDemandEndsAfterItsCalls() throws WxErrorException {
        town.write(town.anna, "hi");
        wechat.getAccessToken();
        town.fault(Answer.ERRCODE, 48004, When.BEFORE, 2);

        refused(48004, () -> send(town.anna, "one"));
        refused(48004, () -> send(town.anna, "two"));
        assertThat(send(town.anna, "three")).isTrue();
        assertThat(town.journal(Kind.DELIVERED, Delivered.class)).hasSize(1);
    }
}
