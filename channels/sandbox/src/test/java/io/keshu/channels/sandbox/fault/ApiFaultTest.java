package io.keshu.channels.sandbox.fault;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.keshu.channels.sandbox.Town;
import io.keshu.channels.sandbox.fault.ApiFault.Answer;
import io.keshu.channels.sandbox.fault.ApiFault.When;
import io.keshu.channels.sandbox.journal.ApiCalled;
import io.keshu.channels.sandbox.journal.Delivered;
import io.keshu.channels.sandbox.journal.Journal.Kind;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpTimeoutException;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class ApiFaultTest {

    private static final String SEND = "/cgi-bin/message/custom/send";

    private final Town town = new Town();

    @BeforeEach
    void openTheWindow() {
        town.write(town.anna, "hi");
    }

    @AfterEach
    void close() {
        town.close();
    }

    private HttpResponse<String> send() {
        return town.post(
                SEND + "?access_token=" + token(),
                "{\"touser\":\"" + town.anna.openid() + "\",\"msgtype\":\"text\",\"text\":{\"content\":\"您好\"}}");
    }

    private String token() {
        return town.account.stableTokens().current(town.clock.instant()).token();
    }

    private int delivered() {
        return town.journal(Kind.DELIVERED, Delivered.class).size();
    }

    private ApiCalled lastCall() {
        var calls = town.journal(Kind.CALL, ApiCalled.class);
        return calls.get(calls.size() - 1);
    }

    @ParameterizedTest
    @EnumSource(When.class)
    void anErrorIsAnsweredWithTheMessageTakenOrNot(When when) {
        town.fault(Answer.ERRCODE, -1, when, 1);

        assertThat(Town.read(send())).containsEntry("errcode", -1);

        assertThat(delivered()).isEqualTo(when == When.AFTER ? 1 : 0);
        assertThat(lastCall().acted()).isEqualTo(when == When.AFTER);
        assertThat(Town.read(send())).containsEntry("errcode", 0);
    }

    @ParameterizedTest
    @EnumSource(When.class)
    void anHttpErrorIsAnsweredWithTheMessageTakenOrNot(When when) {
        town.fault(Answer.STATUS, 502, when, 1);

        assertThat(send().statusCode()).isEqualTo(502);
        assertThat(delivered()).isEqualTo(when == When.AFTER ? 1 : 0);
    }

    @ParameterizedTest
    @EnumSource(When.class)
    void garbageIsAnsweredWithTheMessageTakenOrNot(When when) {
        town.fault(Answer.GARBAGE, 0, when, 1);

        HttpResponse<String> answer = send();

        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.body()).startsWith("<!DOCTYPE");
        assertThat(delivered()).isEqualTo(when == When.AFTER ? 1 : 0);
    }

    @Test
    void anAnswerMayBeEmptyOrCutInHalf() {
        town.fault(Answer.EMPTY, 0, When.AFTER, 1);
        town.fault(Answer.TRUNCATED, 0, When.AFTER, 1);

        assertThat(send().body()).isEmpty();
        assertThat(send().body()).startsWith("{\"err").doesNotEndWith("}");
        assertThat(delivered()).isEqualTo(2);
    }

    @ParameterizedTest
    @EnumSource(When.class)
    void theConnectionIsCutWithTheMessageTakenOrNot(When when) {
        town.fault(Answer.CUT, 0, when, 1);

        assertThatThrownBy(this::send).isInstanceOf(UncheckedIOException.class);
        assertThat(delivered()).isEqualTo(when == When.AFTER ? 1 : 0);
        assertThat(lastCall().status()).isZero();
    }

    @ParameterizedTest
    @EnumSource(When.class)
    void nothingIsAnsweredWithTheMessageTakenOrNot(When when) {
        town.fault(Answer.HANG, 0, when, 1);
        HttpRequest impatient = HttpRequest.newBuilder(
                        URI.create(town.server.url() + SEND + "?access_token=" + token()))
                .timeout(Duration.ofMillis(300))
                .POST(HttpRequest.BodyPublishers.ofString("{\"touser\":\"" + town.anna.openid()
                        + "\",\"msgtype\":\"text\",\"text\":{\"content\":\"您好\"}}"))
                .build();

        assertThatThrownBy(() -> HttpClient.newHttpClient().send(impatient, HttpResponse.BodyHandlers.ofString()))
                .isInstanceOf(HttpTimeoutException.class);
        assertThat(delivered()).isEqualTo(when == When.AFTER ? 1 : 0);
    }

    @ParameterizedTest
    @EnumSource(When.class)
    void aSlowAnswerIsStillRight(When when) {
        town.server.faults().add(new ApiFault(null, SEND, Answer.RIGHT, 0, 0, 120, when, 1, 1));

        assertThat(Town.read(send())).containsEntry("errcode", 0);
        assertThat(lastCall().ms()).isGreaterThanOrEqualTo(120);
        assertThat(delivered()).isEqualTo(1);
    }

    @Test
    void aFaultConcernsItsPathAndItsAccountOnly() {
        town.server.faults().add(new ApiFault("wx0000000000000000", null, Answer.CUT, 0, 0, 0, When.BEFORE, -1, 1));
        town.server.faults().add(new ApiFault(null, "/cgi-bin/user/info", Answer.CUT, 0, 0, 0, When.BEFORE, -1, 1));

        assertThat(Town.read(send())).containsEntry("errcode", 0);
    }

    @Test
    void aFaultMayStrikeEachThirdCall() {
        town.server.faults().add(new ApiFault(null, SEND, Answer.ERRCODE, -1, 0, 0, When.BEFORE, -1, 3));

        StringBuilder codes = new StringBuilder();
        for (int i = 0; i < 6; i++) {
            codes.append(Town.read(send()).get("errcode")).append(' ');
        }
        assertThat(codes.toString()).isEqualTo("0 0 -1 0 0 -1 ");
    }

    @Test
    void clearedFaultsAreOver() {
        town.fault(Answer.ERRCODE, -1, When.BEFORE, -1);
        assertThat(Town.read(send())).containsEntry("errcode", -1);

        town.control("DELETE", "/control/faults", "");

        assertThat(Town.read(send())).containsEntry("errcode", 0);
    }
}
