package io.keshu.channels.sandbox.wechat;

import static org.assertj.core.api.Assertions.assertThat;

import io.keshu.channels.sandbox.Town;
import java.net.http.HttpResponse;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Calls that no client library makes. */
class RawCallsTest {

    private static final String SEND = "/cgi-bin/message/custom/send?access_token=";

    private final Town town = new Town();

    @AfterEach
    void close() {
        town.close();
    }

    private static void told(HttpResponse<String> answer, int errcode) {
        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(Town.read(answer)).containsEntry("errcode", errcode).containsKey("errmsg");
    }

    private String token() {
        return town.account.stableTokens().current(town.clock.instant()).token();
    }

    @Test
    void whatIsMissingIsNamed() {
        told(town.get("/cgi-bin/user/get"), 41001);
        told(town.get("/cgi-bin/user/get?access_token=made-up"), 40001);
        told(town.get(SEND + token()), 43002);
        told(town.post(SEND + token(), ""), 44002);
        told(town.get("/cgi-bin/nothing?access_token=" + token()), 40066);
        told(town.get("/cgi-bin/token?grant_type=password"), 40002);
        told(town.get("/cgi-bin/token?grant_type=client_credential"), 41002);
        told(town.get("/cgi-bin/token?grant_type=client_credential&appid=" + town.appId()), 41004);
        told(town.get("/cgi-bin/stable_token"), 43002);
        told(town.post("/cgi-bin/stable_token", ""), 44002);
        told(town.post("/cgi-bin/stable_token", "appid=1"), 47001);
    }

    @Test
    void whatIsNoJsonOrNoMessageIsRefused() {
        told(town.post(SEND + token(), "{\"touser\":"), 47001);
        told(town.post(SEND + token(), "[]"), 47001);
        told(town.post(SEND + token(), "{}"), 40003);
        String to = "{\"touser\":\"" + town.anna.openid() + "\"";
        told(town.post(SEND + token(), to + "}"), 40008);
        told(town.post(SEND + token(), to + ",\"msgtype\":\"telepathy\"}"), 40008);
        told(town.post(SEND + token(), to + ",\"msgtype\":\"text\"}"), 44004);
    }

    @Test
    void eachPlainTokenReplacesTheOneBefore() {
        String url = "/cgi-bin/token?grant_type=client_credential&appid=" + town.appId() + "&secret="
                + town.account.settings().secret();
        Object first = Town.read(town.get(url)).get("access_token");
        Object second = Town.read(town.get(url)).get("access_token");

        assertThat(second).isNotEqualTo(first);
        assertThat(Town.read(town.get("/cgi-bin/user/get?access_token=" + second)))
                .containsEntry("total", 1);
    }
}
