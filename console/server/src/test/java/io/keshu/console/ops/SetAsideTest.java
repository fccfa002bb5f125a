package io.keshu.console.ops;

import static org.assertj.core.api.Assertions.assertThat;

import io.keshu.channels.api.ExternalMessageId;
import io.keshu.channels.api.ExternalUserId;
import io.keshu.channels.api.InboundContent;
import io.keshu.channels.api.InboundEnvelope;
import io.keshu.console.Browser;
import io.keshu.console.ConsoleTest;
import io.keshu.console.FakeChannel;
import io.keshu.domain.account.AccountDirectory;
import io.keshu.domain.inbound.WaitingInbound;
import io.keshu.domain.lock.Lane;
import io.keshu.domain.store.InMemoryStores;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;

/** What could not be brought into a conversation waits for somebody who decides. */
class SetAsideTest extends ConsoleTest {

    private static final String PATH = "/api/ops/set-aside";
    private static final String RAW = "<xml><Content><![CDATA[<script>alert(1)</script>]]></Content></xml>";

    @Autowired
    private InMemoryStores stores;

    @Autowired
    private AccountDirectory accounts;

    private void aside(long id, String name) {
        var account = accounts.find(FakeChannel.TYPE, name)
                .orElseGet(() -> accounts.create(FakeChannel.TYPE, name, "服务台", true, Map.of(), Map.of()));
        ExternalUserId user = new ExternalUserId("oPoison" + id);
        stores.inbound()
                .insert(List.of(new WaitingInbound(
                        id,
                        Lane.of(account.id(), user),
                        new InboundEnvelope(
                                account.id(),
                                new ExternalMessageId("poison-" + id),
                                user,
                                Instant.EPOCH,
                                new InboundContent.Text("坏"),
                                RAW),
                        "trace",
                        Instant.EPOCH)));
        stores.inbound().setAside(id, "Data too long for column");
    }

    private static List<String> ids(Browser.Answer answer) {
        assertThat(answer.status()).as(answer.text()).isEqualTo(200);
        return answer.json().path("items").findValuesAsString("id");
    }

    @Test
    void whoLooksAfterTheHubSeesWhatItWasAndWhyAndTriesItAgain() {
        aside(9001, "aside-retry");
        Browser mei = agent();

        var item = mei.get(PATH).json().at("/items/0");
        assertThat(item.path("account").asString()).isEqualTo("服务台");
        assertThat(item.path("user").asString()).isEqualTo("oPoison9001");
        assertThat(item.path("raw").asString()).isEqualTo(RAW);
        assertThat(item.path("reason").asString()).contains("too long");
        assertThat(mei.post(PATH + "/9001/retry", "").status()).isEqualTo(204);

        assertThat(ids(mei.get(PATH))).doesNotContain("9001");
        assertThat(stores.inbound().countWaiting()).isEqualTo(1);
        stores.inbound().setAside(9001, "again");
        var back = mei.get(PATH).json().at("/items/0");
        assertThat(back.at("/acts/0/what").asString()).isEqualTo("tried_again");
        assertThat(back.at("/acts/0/by").asString()).isEqualTo("小梅");
        assertThat(mei.post(PATH + "/9001/discard", "").status()).isEqualTo(204);
    }

    @Test
    void whatIsDiscardedIsKeptWithWhoDidItAndDecidedOnce() {
        aside(9002, "aside-discard");
        Browser mei = agent();

        assertThat(mei.post(PATH + "/9002/discard", "").status()).isEqualTo(204);

        assertThat(ids(mei.get(PATH))).doesNotContain("9002");
        assertThat(ids(mei.get(PATH + "?discarded=true"))).contains("9002");
        Browser.Answer late = mei.post(PATH + "/9002/retry", "");
        assertThat(late.status()).isEqualTo(409);
        assertThat(late.code()).isEqualTo("set_aside.decided");
        assertThat(late.json().path("detail").asString()).contains("处理过");
        assertThat(mei.post(PATH + "/x/discard", "").code()).isEqualTo("set_aside.decided");
        assertThat(mei.get(PATH + "?cursor=x").code()).isEqualTo("cursor.invalid");
        assertThat(stranger().get(PATH).status()).isEqualTo(401);
    }

    @Test
    void pagesFollowEachOther() {
        for (int i = 0; i < 31; i++) {
            aside(9100 + i, "aside-pages");
        }
        Browser mei = agent();
        Browser.Answer first = mei.get(PATH);
        assertThat(ids(first)).hasSize(30).startsWith("9130", "9129");

        assertThat(ids(mei.get(PATH + "?cursor=" + first.json().path("next").asString())))
                .contains("9100");

        for (int i = 0; i < 31; i++) {
            assertThat(mei.post(PATH + "/" + (9100 + i) + "/discard", "").status())
                    .isEqualTo(204);
        }
    }
}
