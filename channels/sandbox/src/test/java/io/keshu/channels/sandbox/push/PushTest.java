package io.keshu.channels.sandbox.push;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.keshu.channels.sandbox.Town;
import io.keshu.channels.sandbox.fault.PushFault;
import io.keshu.channels.sandbox.journal.Delivered;
import io.keshu.channels.sandbox.journal.Journal.Kind;
import io.keshu.channels.sandbox.journal.Pushed;
import io.keshu.channels.sandbox.push.Receiver.Received;
import io.keshu.channels.sandbox.world.AccountSettings;
import io.keshu.channels.sandbox.world.ChatEntry;
import io.keshu.channels.sandbox.world.Follower;
import io.keshu.channels.sandbox.world.PushMode;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class PushTest {

    private final Town town = new Town(new PushSettings(Duration.ofMillis(400), Duration.ofMillis(20), 3, 8, 1));
    private final Receiver receiver = new Receiver();

    @BeforeEach
    void pushPlainly() {
        town.pushTo(receiver.url(), PushMode.PLAIN);
    }

    @AfterEach
    void close() {
        receiver.close();
        town.close();
    }

    private List<Pushed> pushed(int count) {
        await().until(() -> town.server.pusher().state().pending() == 0
                && town.journal(Kind.PUSH, Pushed.class).size() == count);
        return town.journal(Kind.PUSH, Pushed.class);
    }

    private Pushed pushed() {
        return pushed(1).get(0);
    }

    private List<String> texts() {
        return receiver.received().stream().map(call -> call.field("Content")).toList();
    }

    private void fault(int duplicates, int reorder, int drop, int count) {
        town.server.faults().add(new PushFault(town.appId(), duplicates, reorder, drop, 0, count));
    }

    private String signature(Received call, String... more) {
        List<String> parts = new ArrayList<>(List.of(
                town.account.settings().token(),
                call.query().get("timestamp"),
                call.query().get("nonce")));
        parts.addAll(List.of(more));
        return CallbackSigner.sign(parts.toArray(String[]::new));
    }

    private String reply(Received call, String text) {
        return new Xml()
                .words("ToUserName", call.query().get("openid"))
                .words("FromUserName", town.account.settings().originalId())
                .number("CreateTime", "1")
                .words("MsgType", "text")
                .words("Content", text)
                .build();
    }

    private String encrypted(String reply, String token, String appId) {
        AccountSettings account = town.account.settings();
        String encrypt = new CallbackCrypto(account.encodingAesKey(), appId).encrypt(reply);
        return new Xml()
                .words("Encrypt", encrypt)
                .words("MsgSignature", CallbackSigner.sign(token, "1714036504", "n", encrypt))
                .number("TimeStamp", "1714036504")
                .words("Nonce", "n")
                .build();
    }

    private List<String> phone() {
        return town.anna.chat().after(0).stream().map(ChatEntry::text).toList();
    }

    @Test
    void aPlainPushIsSignedAndReadable() {
        String id = town.write(town.anna, "在吗 ]]> <b>");

        assertThat(pushed().outcome()).isEqualTo("acknowledged");
        assertThat(receiver.received()).singleElement().satisfies(call -> {
            assertThat(call.query()).containsEntry("signature", signature(call)).doesNotContainKey("msg_signature");
            assertThat(call.field("Content")).isEqualTo("在吗 ]]> <b>");
            assertThat(call.field("FromUserName")).isEqualTo(town.anna.openid());
            assertThat(call.field("ToUserName"))
                    .isEqualTo(town.account.settings().originalId());
            assertThat(call.field("MsgId")).isEqualTo(id);
            assertThat(Long.parseLong(id)).isPositive();
        });
    }

    @ParameterizedTest
    @EnumSource(
            value = PushMode.class,
            names = {"COMPAT", "SECURE"})
    void anEncryptedPushIsSignedOverWhatIsEncrypted(PushMode mode) throws BadAnswerException {
        town.pushTo(receiver.url(), mode);
        town.write(town.anna, "在吗");
        pushed();

        Received call = receiver.received().get(0);
        String encrypt = call.field("Encrypt");
        assertThat(call.query())
                .containsEntry("encrypt_type", "aes")
                .containsEntry("signature", signature(call))
                .containsEntry("msg_signature", signature(call, encrypt));
        AccountSettings account = town.account.settings();
        String inner = new CallbackCrypto(account.encodingAesKey(), account.appId()).decrypt(encrypt);
        assertThat(Xml.read(inner)).containsEntry("Content", "在吗");
        assertThat(call.field("Content")).isEqualTo(mode == PushMode.COMPAT ? "在吗" : "");
    }

    @Test
    void everyEventIsToldWithItsKey() {
        town.event(town.anna, Map.of("event", "CLICK", "key", "HELP"));
        town.event(town.anna, Map.of("event", "VIEW", "key", "https://shop.example.com/"));
        town.event(town.anna, Map.of("event", "SCAN", "key", "7"));
        town.event(town.anna, Map.of("event", "LOCATION", "latitude", 30.25, "longitude", 120.16));
        town.event(town.anna, Map.of("event", "unsubscribe"));
        town.event(town.anna, Map.of("event", "SCAN", "key", "7"));
        town.event(town.anna, Map.of("event", "unsubscribe"));
        town.event(town.anna, Map.of("event", "subscribe"));
        pushed(8);

        assertThat(receiver.received())
                .extracting(call -> call.field("Event") + " " + call.field("EventKey"))
                .containsExactly(
                        "CLICK HELP",
                        "VIEW https://shop.example.com/",
                        "SCAN 7",
                        "LOCATION ",
                        "unsubscribe ",
                        "subscribe qrscene_7",
                        "unsubscribe ",
                        "subscribe ");
        assertThat(receiver.received().get(3).field("Latitude")).isEqualTo("30.25");
        assertThat(receiver.received()).allSatisfy(call -> {
            assertThat(call.field("MsgType")).isEqualTo("event");
            assertThat(call.field("MsgId")).isEmpty();
        });
    }

    @Test
    void anEmptyAnswerEndsItToo() {
        receiver.then(200, "");
        town.write(town.anna, "hi");

        assertThat(pushed().tries())
                .singleElement()
                .satisfies(made -> assertThat(made.result()).isEqualTo("empty"));
    }

    @ParameterizedTest
    @CsvSource({"500, success, HTTP 500", "200, Success, neither success nor a reply", "0, '', cut"})
    void anyOtherAnswerIsTriedAgain(int status, String body, String result) {
        receiver.then(status, body).then(status, body);
        town.write(town.anna, "hi");

        Pushed pushed = pushed();
        assertThat(pushed.outcome()).isEqualTo("acknowledged");
        assertThat(pushed.tries()).extracting(Pushed.Try::result).containsExactly(result, result, "success");
        assertThat(receiver.received()).extracting(call -> call.field("MsgId")).containsOnly(pushed.msgId());
        assertThat(phone()).containsExactly("hi");
    }

    @Test
    void afterTheThirdTryThePhoneShowsThatTheServiceFailed() {
        receiver.then(500, "").then(500, "").then(500, "");
        town.write(town.anna, "hi");

        assertThat(pushed().outcome()).isEqualTo("failed");
        assertThat(receiver.received()).hasSize(3);
        assertThat(phone()).containsExactly("hi", "该公众号提供的服务出现故障，请稍后再试");
    }

    @Test
    void anAnswerAfterTheDeadlineIsNone() {
        receiver.then(-1, "");
        town.write(town.anna, "hi");

        assertThat(pushed().tries()).extracting(Pushed.Try::result).containsExactly("timeout", "success");
    }

    @Test
    void aServerThatIsNotThereIsTriedAgainUntilItIsGivenUp() {
        receiver.close();
        town.write(town.anna, "hi");

        Pushed pushed = pushed();
        assertThat(pushed.outcome()).isEqualTo("failed");
        assertThat(pushed.tries()).extracting(Pushed.Try::result).containsOnly("refused");
    }

    @Test
    void aPassiveReplyShowsOnThePhone() {
        receiver.then(call -> new Receiver.Answer(200, reply(call, "欢迎 <光临>")));
        String id = town.write(town.anna, "hi");

        assertThat(pushed().outcome()).isEqualTo("replied");
        assertThat(phone()).containsExactly("hi", "欢迎 <光临>");
        assertThat(town.journal(Kind.DELIVERED, Delivered.class))
                .singleElement()
                .satisfies(delivered -> {
                    assertThat(delivered.via()).isEqualTo("passive");
                    assertThat(delivered.msgId()).isEqualTo(id);
                });
    }

    @Test
    void anEncryptedReplyIsOpenedAndItsSignatureAndAppidAreChecked() {
        town.pushTo(receiver.url(), PushMode.SECURE);
        String token = town.account.settings().token();
        receiver.then(call -> new Receiver.Answer(200, encrypted(reply(call, "forged"), "wrong", town.appId())))
                .then(call -> new Receiver.Answer(200, encrypted(reply(call, "other"), token, "wx0000000000000000")))
                .then(call -> new Receiver.Answer(200, encrypted(reply(call, "欢迎"), token, town.appId())));
        town.write(town.anna, "hi");

        assertThat(pushed().tries())
                .extracting(Pushed.Try::result)
                .containsExactly("reply with a wrong signature", "encrypted for another appid", "reply");
        assertThat(phone()).containsExactly("hi", "欢迎");
    }

    @Test
    void repliesThatWechatWouldNotShowCountAsNoAnswer() {
        receiver.then(call -> new Receiver.Answer(200, "<xml><Content>"))
                .then(call -> new Receiver.Answer(200, reply(call, "x").replace(town.anna.openid(), "oSomebodyElse")))
                .then(call -> new Receiver.Answer(200, reply(call, "x").replace("text", "telepathy")));
        town.write(town.anna, "hi");

        assertThat(pushed().tries())
                .extracting(Pushed.Try::result)
                .containsExactly("not XML", "reply to somebody else", "reply of type telepathy");
    }

    @Test
    void secureModeTakesNoPlainReplyAndPlainModeNoEncryptedOne() {
        String token = town.account.settings().token();
        receiver.then(call -> new Receiver.Answer(200, encrypted(reply(call, "x"), token, town.appId())));
        town.write(town.anna, "plain");
        assertThat(pushed().tries().get(0).result()).isEqualTo("reply is encrypted");

        town.pushTo(receiver.url(), PushMode.SECURE);
        receiver.then(call -> new Receiver.Answer(200, reply(call, "x")));
        town.write(town.anna, "secure");
        assertThat(pushed(2).get(1).tries().get(0).result()).isEqualTo("reply is not encrypted");
    }

    @Test
    void whatOneFollowerDoesIsToldInOrder() {
        List<String> expected = IntStream.range(0, 50).mapToObj(String::valueOf).toList();
        expected.forEach(text -> town.write(town.anna, text));
        pushed(50);

        assertThat(texts()).isEqualTo(expected);
    }

    @Test
    void aFailedTryDoesNotHoldUpWhatFollows() {
        receiver.then(500, "");
        town.write(town.anna, "one");
        town.write(town.anna, "two");
        pushed(2);

        assertThat(texts()).containsExactly("one", "two", "one");
    }

    @Test
    void neverMoreThanSoManyAreOnTheirWayAtOnce() {
        for (int i = 0; i < 100; i++) {
            Follower follower = town.follower("oFollower-" + i);
            town.write(follower, "hi");
        }
        pushed(100);

        assertThat(receiver.mostAtOnce()).isLessThanOrEqualTo(8);
    }

    @Test
    void onDemandTheyGoOneAfterAnother() {
        assertThat(town.control("PATCH", "/control/pushes", Map.of("inFlight", 0))
                        .statusCode())
                .isEqualTo(400);
        town.control("PATCH", "/control/pushes", Map.of("inFlight", 1));
        for (int i = 0; i < 20; i++) {
            town.write(town.follower("oFollower-" + i), "hi");
        }
        pushed(20);

        assertThat(receiver.mostAtOnce()).isEqualTo(1);
    }

    @Test
    void anAddressThatIsNoneFailsVisibly() {
        town.pushTo("no address", PushMode.PLAIN);
        town.write(town.anna, "hi");

        assertThat(pushed().tries().get(0).result()).startsWith("can't be sent");
    }

    @Test
    void duplicatesAreTheSameMessageAgain() {
        fault(2, 0, 0, 1);
        String id = town.write(town.anna, "hi");
        List<Pushed> pushed = pushed(3);
        town.write(town.anna, "once");
        pushed(4);

        assertThat(pushed).extracting(Pushed::copy).containsExactlyInAnyOrder(0, 1, 2);
        assertThat(receiver.received().subList(0, 3))
                .extracting(call -> call.field("MsgId"))
                .containsOnly(id);
    }

    @Test
    void ofRepliesToDuplicatesThePhoneShowsOne() {
        fault(2, 0, 0, 1);
        for (int i = 0; i < 3; i++) {
            receiver.then(call -> new Receiver.Answer(200, reply(call, "欢迎")));
        }
        town.write(town.anna, "hi");
        pushed(3);

        assertThat(phone()).containsExactly("hi", "欢迎");
        assertThat(town.journal(Kind.DELIVERED, Delivered.class)).hasSize(1);
    }

    @Test
    void reorderedPushesAllArriveInAnotherOrder() {
        fault(0, 10, 0, -1);
        List<String> written = IntStream.range(0, 25).mapToObj(String::valueOf).toList();
        written.forEach(text -> town.write(town.anna, text));
        pushed(25);

        assertThat(texts()).containsExactlyInAnyOrderElementsOf(written).isNotEqualTo(written);
    }

    @Test
    void droppedTriesNeverLeave() {
        fault(0, 0, 1, 1);
        town.write(town.anna, "late");
        assertThat(pushed().tries()).extracting(Pushed.Try::result).containsExactly("dropped", "success");
        assertThat(receiver.received()).hasSize(1);

        fault(0, 0, 3, 1);
        town.write(town.anna, "lost");
        assertThat(pushed(2).get(1).outcome()).isEqualTo("failed");
        assertThat(receiver.received()).hasSize(1);
    }

    @Test
    void anAccountWithoutAnAddressFailsVisibly() {
        town.pushTo(null, PushMode.PLAIN);
        town.write(town.anna, "hi");

        assertThat(pushed().outcome()).isEqualTo("failed");
    }

    @Test
    void anAddressIsCheckedByItsEcho() {
        assertThat(town.server.pusher().check(town.account).ok()).isFalse();

        receiver.then(call -> new Receiver.Answer(200, call.query().get("echostr")));

        assertThat(town.server.pusher().check(town.account).ok()).isTrue();
        Received call = receiver.received().get(1);
        assertThat(call.method()).isEqualTo("GET");
        assertThat(call.query()).containsEntry("signature", signature(call));
    }
}
