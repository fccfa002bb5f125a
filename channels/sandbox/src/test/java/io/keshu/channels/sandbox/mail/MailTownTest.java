package io.keshu.channels.sandbox.mail;

import static org.assertj.core.api.Assertions.assertThat;

import io.keshu.channels.sandbox.SandboxOptions;
import io.keshu.channels.sandbox.SandboxServer;
import io.keshu.channels.sandbox.http.Json;
import jakarta.mail.Folder;
import jakarta.mail.Message;
import jakarta.mail.Session;
import jakarta.mail.Store;
import jakarta.mail.Transport;
import jakarta.mail.internet.InternetAddress;
import jakarta.mail.internet.MimeMessage;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Properties;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/** The customer's mail program, and the mailbox on the other side of it. */
class MailTownTest {

    private static final String LETTERS = "/control/mail/people/chen%40customer.example/letters";

    @TempDir
    private Path folder;

    private final HttpClient http = HttpClient.newHttpClient();

    private record Running(SandboxServer server, MailTown town) implements AutoCloseable {
        @Override
        public void close() {
            server.close();
        }
    }

    private Running start() {
        SandboxServer server = SandboxServer.start(SandboxOptions.defaults(), Clock.systemUTC());
        MailTown town = MailTown.start(folder, Clock.systemUTC());
        server.open(town);
        return new Running(server, town);
    }

    private HttpResponse<String> call(Running at, String method, String path, String body) throws Exception {
        return http.send(
                HttpRequest.newBuilder(URI.create(at.server().url() + path))
                        .header("Content-Type", "application/json")
                        .method(method, HttpRequest.BodyPublishers.ofString(body))
                        .build(),
                HttpResponse.BodyHandlers.ofString());
    }

    private JsonNode letters(Running at) throws Exception {
        HttpResponse<String> answer = call(at, "GET", LETTERS, "");
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        return Json.tree(answer.body());
    }

    private static List<MimeMessage> inbox(MailTown town) throws Exception {
        List<MimeMessage> all = new ArrayList<>();
        try (Store store = Session.getInstance(new Properties()).getStore("imap")) {
            store.connect(town.host(), town.imapPort(), MailTown.COMPANY, town.password());
            Folder inbox = store.getFolder("INBOX");
            inbox.open(Folder.READ_ONLY);
            for (Message message : inbox.getMessages()) {
                all.add(new MimeMessage((MimeMessage) message));
            }
        }
        return all;
    }

    private static void answer(MailTown town, String subject, String text) throws Exception {
        Properties properties = new Properties();
        properties.setProperty("mail.smtp.auth", "true");
        Session session = Session.getInstance(properties);
        MimeMessage mail = new MimeMessage(session);
        mail.setFrom(new InternetAddress(MailTown.COMPANY));
        mail.setRecipient(Message.RecipientType.TO, new InternetAddress("chen@customer.example"));
        mail.setSubject(subject, "UTF-8");
        mail.setText(text, "UTF-8");
        mail.saveChanges();
        try (Transport transport = session.getTransport("smtp")) {
            transport.connect(town.host(), town.smtpPort(), MailTown.COMPANY, town.password());
            transport.sendMessage(mail, mail.getAllRecipients());
        }
    }

    @Test
    void a_letter_reaches_the_company_and_the_answer_comes_back_and_is_answered_in_its_thread() throws Exception {
        try (Running at = start()) {
            HttpResponse<String> written = call(
                    at,
                    "POST",
                    LETTERS,
                    "{\"subject\":\"订单 12\",\"text\":\"到哪里了？\",\"html\":true,"
                            + "\"files\":[{\"name\":\"单据.txt\",\"type\":\"text/plain\",\"content\":\"5Y2V\"}]}");
            assertThat(written.statusCode()).as(written.body()).isEqualTo(201);
            MimeMessage arrived = inbox(at.town()).get(0);
            assertThat(arrived.getSubject()).isEqualTo("订单 12");
            assertThat(arrived.isMimeType("multipart/mixed")).isTrue();

            answer(at.town(), "Re: 订单 12", "明天到");
            JsonNode both = letters(at);
            assertThat(both).hasSize(2);
            assertThat(both.get(1).path("from").asString()).isEqualTo("company");
            assertThat(both.get(1).path("text").asString().strip()).isEqualTo("明天到");
            assertThat(both.get(0).path("attached").get(0).path("name").asString())
                    .isEqualTo("单据.txt");

            call(
                    at,
                    "POST",
                    LETTERS,
                    "{\"subject\":\"Re: 订单 12\",\"text\":\"谢谢\",\"answers\":\""
                            + both.get(1).path("id").asInt() + "\"}");
            MimeMessage third = inbox(at.town()).get(1);
            assertThat(third.getHeader("In-Reply-To", null))
                    .isEqualTo(both.get(1).path("messageId").asString());
            assertThat(String.valueOf(third.getContent())).contains("谢谢").contains("> 明天到");
        }
    }

    @Test
    void letters_outlive_a_restart_and_the_mailbox_opens_as_before() throws Exception {
        String password;
        try (Running at = start()) {
            password = at.town().password();
            call(at, "POST", LETTERS, "{\"subject\":\"一\",\"text\":\"1\"}");
            answer(at.town(), "Re: 一", "答");
            call(at, "POST", "/control/mail/people", "{\"name\":\"王先生\"}");
        }
        try (Running at = start()) {
            assertThat(at.town().password()).isEqualTo(password);
            assertThat(letters(at)).hasSize(2);
            assertThat(inbox(at.town())).hasSize(1);
            assertThat(call(at, "GET", "/control/mail", "").body()).contains("王先生");
        }
    }

    @Test
    void the_page_is_served_and_listed_and_bad_calls_are_refused() throws Exception {
        try (Running at = start()) {
            for (String path : List.of("/mail", "/mail/mail.js", "/mail/words.js", "/mail/mail.css")) {
                assertThat(call(at, "GET", path, "").statusCode()).as(path).isEqualTo(200);
            }
            assertThat(call(at, "GET", "/control/pages", "").body()).contains("\"/mail\"");
            assertThat(call(at, "GET", "/mail/../mail.html", "").statusCode()).isEqualTo(404);
            assertThat(call(at, "POST", LETTERS, "{\"subject\":\"a\\r\\nBcc: x@y\",\"text\":\"1\"}")
                            .statusCode())
                    .isEqualTo(400);
            assertThat(call(at, "POST", LETTERS, "[]").statusCode()).isEqualTo(400);
            assertThat(call(at, "GET", "/control/mail/people/nobody/letters", "")
                            .statusCode())
                    .isEqualTo(404);
        }
    }
}
