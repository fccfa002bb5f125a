package io.keshu.channels.web;

import static org.assertj.core.api.Assertions.assertThat;

import io.keshu.channels.testkit.InMemoryChannelAccounts;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.context.SpringBootTest.WebEnvironment;
import org.springframework.boot.test.web.server.LocalServerPort;

/** What a browser asks before it lets another origin's page call the hub. */
@SpringBootTest(classes = Site.class, webEnvironment = WebEnvironment.RANDOM_PORT)
class PreflightTest {

    @LocalServerPort
    private int port;

    @Autowired
    private InMemoryChannelAccounts accounts;

    @BeforeEach
    void open() {
        accounts.put(Site.account(Site.SHOP.value(), "shop"));
    }

    private HttpResponse<String> asked(String origin) throws IOException, InterruptedException {
        HttpRequest request = HttpRequest.newBuilder(URI.create("http://localhost:" + port + "/visitors/shop/session"))
                .method("OPTIONS", HttpRequest.BodyPublishers.noBody())
                .header("Origin", origin)
                .header("Access-Control-Request-Method", "POST")
                .header("Access-Control-Request-Headers", "authorization,content-type")
                .build();
        return HttpClient.newHttpClient().send(request, HttpResponse.BodyHandlers.ofString());
    }

    @Test
    void aPageOfTheDeploymentMayCall() throws Exception {
        HttpResponse<String> answer = asked(Site.ORIGIN);

        assertThat(answer.statusCode()).isEqualTo(204);
        assertThat(answer.headers().firstValue("Access-Control-Allow-Origin")).hasValue(Site.ORIGIN);
        assertThat(answer.headers().firstValue("Access-Control-Allow-Headers").orElseThrow())
                .containsIgnoringCase("authorization")
                .containsIgnoringCase("content-type");
        assertThat(answer.headers().firstValue("Access-Control-Allow-Credentials"))
                .isEmpty();
    }

    @Test
    void anotherPageMayNot() throws Exception {
        HttpResponse<String> answer = asked("https://elsewhere.example");

        assertThat(answer.statusCode()).isEqualTo(403);
        assertThat(answer.headers().firstValue("Access-Control-Allow-Origin")).isEmpty();
    }
}
