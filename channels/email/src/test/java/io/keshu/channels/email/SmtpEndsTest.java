package io.keshu.channels.email;

import static org.assertj.core.api.Assertions.assertThat;

import io.keshu.channels.api.ChannelAccount;
import io.keshu.channels.api.ChannelAddress;
import io.keshu.channels.api.DeliveryProblem.Reason;
import io.keshu.channels.api.DeliveryResult;
import io.keshu.channels.api.ExternalUserId;
import io.keshu.channels.api.OutboundContent;
import io.keshu.channels.api.OutboundMessage;
import io.keshu.channels.api.OutboundMessageId;
import io.keshu.channels.api.ReplyContext;
import io.keshu.channels.email.client.MailClient;
import io.keshu.channels.email.config.EmailProperties;
import io.keshu.channels.testkit.InMemoryAccountLease;
import io.keshu.channels.testkit.InMemoryChannelAccounts;
import io.keshu.channels.testkit.InMemoryMediaStore;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What becomes of a message when the SMTP server refuses, breaks off or says nothing, before and after it has the mail. */
class SmtpEndsTest {

    private final InMemoryAccountLease.States states = new InMemoryAccountLease.States();
    private final InMemoryChannelAccounts accounts = new InMemoryChannelAccounts();
    private final EmailProperties properties = new EmailProperties(
            20_000,
            1000,
            Duration.ofMillis(1500),
            Duration.ofSeconds(5),
            Duration.ofMinutes(4),
            Duration.ofSeconds(2),
            Duration.ofMillis(20),
            Duration.ofMillis(100),
            Duration.ofDays(30));
    private final MailClient client = new MailClient(properties, states, Clock.systemUTC());
    private final EmailChannel channel =
            new EmailChannel(accounts, client, new InMemoryMediaStore(), states, properties, Clock.systemUTC());

    @AfterEach
    void close() {
        client.close();
    }

    static ChannelAccount account(int smtpPort, String smtpSecurity) {
        Map<String, String> settings = new HashMap<>();
        settings.put("address", Post.OWN);
        settings.put("imapHost", "127.0.0.1");
        settings.put("imapPort", "1");
        settings.put("imapSecurity", "none");
        settings.put("smtpHost", "127.0.0.1");
        settings.put("smtpPort", Integer.toString(smtpPort));
        settings.put("smtpSecurity", smtpSecurity);
        return new ChannelAccount(
                Post.ACCOUNT, EmailChannel.TYPE, "mail", "mail", true, settings, Map.of("password", Post.PASSWORD), 1);
    }

    static OutboundMessage message(long id) {
        return new OutboundMessage(
                new OutboundMessageId(id),
                new ChannelAddress(Post.ACCOUNT, new ExternalUserId(Post.CUSTOMER)),
                new OutboundContent.Text("hello"),
                new ReplyContext(null, "trace"));
    }

    private DeliveryResult delivered(Map<String, String> said) throws IOException {
        try (Wire server = Wire.smtp(said, null)) {
            accounts.put(account(server.port(), "none"));
            return channel.deliver(message(1));
        }
    }

    @Test
    void a_refusal_for_now_at_any_point_is_tried_again() throws Exception {
        for (String at : Set.of("MAIL", "RCPT", "DATA", ".")) {
            assertThat(delivered(Map.of(at, "451 come back later")))
                    .as(at)
                    .isInstanceOf(DeliveryResult.RetryLater.class);
        }
    }

    @Test
    void a_refusal_for_good_after_the_mail_names_the_content() throws Exception {
        assertThat(delivered(Map.of(".", "554 looks like spam")))
                .isInstanceOfSatisfying(DeliveryResult.Rejected.class, rejected -> {
                    assertThat(rejected.problem().reason()).isEqualTo(Reason.CONTENT_REFUSED);
                    assertThat(rejected.problem().providerCode()).isEqualTo("554");
                });
        assertThat(delivered(Map.of(".", "552 too large")))
                .isInstanceOfSatisfying(
                        DeliveryResult.Rejected.class,
                        rejected -> assertThat(rejected.problem().reason()).isEqualTo(Reason.CONTENT_TOO_LONG));
    }

    @Test
    void a_recipient_that_is_refused_is_unreachable() throws Exception {
        assertThat(delivered(Map.of("RCPT", "550 no such user"))).isInstanceOf(DeliveryResult.Unreachable.class);
    }

    @Test
    void silence_or_a_broken_connection_after_the_mail_is_unknown() throws Exception {
        assertThat(delivered(Map.of(".", Wire.SILENCE))).isInstanceOf(DeliveryResult.Unknown.class);
        assertThat(delivered(Map.of(".", Wire.CUT))).isInstanceOf(DeliveryResult.Unknown.class);
    }

    @Test
    void silence_or_a_broken_connection_before_the_mail_is_tried_again() throws Exception {
        for (String at : Set.of("EHLO", "MAIL", "DATA")) {
            assertThat(delivered(Map.of(at, Wire.SILENCE))).as(at).isInstanceOf(DeliveryResult.RetryLater.class);
            assertThat(delivered(Map.of(at, Wire.CUT))).as(at).isInstanceOf(DeliveryResult.RetryLater.class);
        }
    }
}
