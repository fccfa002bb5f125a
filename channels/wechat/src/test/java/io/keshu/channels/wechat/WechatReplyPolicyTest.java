package io.keshu.channels.wechat;

import static org.assertj.core.api.Assertions.assertThat;

import io.keshu.channels.api.ChannelAccount;
import io.keshu.channels.api.ChannelAccountId;
import io.keshu.channels.api.ChannelAddress;
import io.keshu.channels.api.DeliveryProblem.Reason;
import io.keshu.channels.api.DeliveryResult;
import io.keshu.channels.api.ExternalUserId;
import io.keshu.channels.api.OutboundContent;
import io.keshu.channels.api.OutboundMessage;
import io.keshu.channels.api.OutboundMessageId;
import io.keshu.channels.api.ReplyContext;
import io.keshu.channels.api.ReplyPolicy.Grant;
import io.keshu.channels.api.ReplyPolicy.Trigger;
import io.keshu.channels.sandbox.SandboxOptions;
import io.keshu.channels.sandbox.SandboxServer;
import io.keshu.channels.sandbox.world.Account;
import io.keshu.channels.sandbox.world.AccountNames;
import io.keshu.channels.sandbox.world.Follower;
import io.keshu.channels.testkit.InMemoryChannelAccounts;
import io.keshu.channels.testkit.InMemoryMediaStore;
import io.keshu.channels.wechat.client.WechatClient;
import io.keshu.channels.wechat.config.WechatMediaProperties;
import io.keshu.channels.wechat.config.WechatProperties;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What the channel says of windows and counts is what the sandbox holds it to, to the last message and the last moment. */
class WechatReplyPolicyTest {

    private static final ChannelAccountId ACCOUNT = new ChannelAccountId(1);
    private static final Duration A_MOMENT = Duration.ofMillis(1);

    private final Time time = new Time();
    private final SandboxServer sandbox = SandboxServer.start(SandboxOptions.defaults(), time);
    private final Account shop = sandbox.world().add(AccountNames.account("小店")).orElseThrow();
    private final Follower anna = shop.add("oAnna-0123456789", "安娜", true, time.instant());
    private final WechatClient client =
            new WechatClient(WechatProperties.defaults(), WechatMediaProperties.defaults(), null);
    private final WechatChannel channel = new WechatChannel(
            new InMemoryChannelAccounts()
                    .put(new ChannelAccount(
                            ACCOUNT,
                            WechatChannel.TYPE,
                            "shop",
                            "小店",
                            true,
                            Map.of("appId", shop.settings().appId(), "apiBaseUrl", sandbox.url()),
                            Map.of("appSecret", shop.settings().secret()),
                            1)),
            client,
            new InMemoryMediaStore(),
            WechatProperties.defaults(),
            WechatMediaProperties.defaults(),
            Clock.systemUTC());

    @AfterEach
    void close() {
        sandbox.close();
        client.close();
    }

    private void does(String act) throws IOException, InterruptedException {
        boolean writes = act.equals("text");
        if (act.equals("SUBSCRIBE")) {
            anna.unfollow();
        }
        HttpResponse<String> done = HttpClient.newHttpClient()
                .send(
                        HttpRequest.newBuilder(URI.create(sandbox.url() + "/control/accounts/"
                                        + shop.settings().appId() + "/followers/" + anna.openid()
                                        + (writes ? "/text" : "/event")))
                                .header("Content-Type", "application/json")
                                .POST(HttpRequest.BodyPublishers.ofString(
                                        writes ? "{\"text\":\"在吗\"}" : "{\"event\":\"" + act + "\",\"key\":\"K\"}"))
                                .build(),
                        HttpResponse.BodyHandlers.ofString());
        assertThat(done.statusCode()).as(done.body()).isEqualTo(202);
    }

    private DeliveryResult send() {
        return channel.deliver(new OutboundMessage(
                new OutboundMessageId(1),
                new ChannelAddress(ACCOUNT, new ExternalUserId(anna.openid())),
                new OutboundContent.Text("您好"),
                new ReplyContext(null, "trace")));
    }

    private void refused(Reason reason) {
        assertThat(send())
                .isInstanceOfSatisfying(
                        DeliveryResult.Unreachable.class,
                        end -> assertThat(end.problem().reason()).isEqualTo(reason));
    }

    @ParameterizedTest
    @CsvSource({
        "text, WROTE",
        "CLICK, MENU_TAPPED",
        "SCANCODE_PUSH, MENU_TAPPED",
        "SCANCODE_WAITMSG, MENU_TAPPED",
        "SUBSCRIBE, SUBSCRIBED",
        "SCAN, SCANNED",
        "PAY, PAID",
    })
    void each_trigger_allows_as_much_as_is_declared_and_not_one_more(String act, Trigger trigger) throws Exception {
        Grant grant = channel.replyPolicy().grants().stream()
                .filter(known -> known.trigger() == trigger)
                .findFirst()
                .orElseThrow();
        refused(Reason.WINDOW_CLOSED);

        does(act);
        for (int i = 0; i < grant.messages().orElse(20); i++) {
            assertThat(send()).as("message %d", i + 1).isInstanceOf(DeliveryResult.Accepted.class);
        }
        if (grant.messages().isPresent()) {
            refused(Reason.REPLY_QUOTA_USED);
        }

        does(act);
        time.pass(grant.valid().minus(A_MOMENT));
        assertThat(send()).isInstanceOf(DeliveryResult.Accepted.class);
        time.pass(A_MOMENT);
        refused(Reason.WINDOW_CLOSED);
    }

    @ParameterizedTest
    @CsvSource({"VIEW", "LOCATION_SELECT"})
    void other_buttons_allow_nothing(String act) throws Exception {
        does(act);

        refused(Reason.WINDOW_CLOSED);
    }

    private static final class Time extends Clock {
        private volatile Instant now = Instant.parse("2026-05-01T12:00:00Z");

        void pass(Duration duration) {
            now = now.plus(duration);
        }

        @Override
        public Instant instant() {
            return now;
        }

        @Override
        public ZoneId getZone() {
            return ZoneOffset.UTC;
        }

        @Override
        public Clock withZone(ZoneId zone) {
            throw new UnsupportedOperationException("Only instants are asked for");
        }
    }
}
