package io.keshu.channels.email;

import static org.assertj.core.api.Assertions.assertThat;

import io.keshu.channels.api.DeliveryResult;
import io.keshu.channels.api.ProviderAnswer;
import io.keshu.channels.api.ProviderProblem;
import io.keshu.channels.email.client.MailClient;
import io.keshu.channels.email.config.EmailProperties;
import io.keshu.channels.testkit.InMemoryAccountLease;
import io.keshu.channels.testkit.InMemoryChannelAccounts;
import io.keshu.channels.testkit.InMemoryMediaStore;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocketFactory;
import javax.net.ssl.TrustManagerFactory;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Whom the channel tells its password. */
class TlsTest {

    private static final char[] PASSWORD = "changeit".toCharArray();

    @TempDir
    private static Path folder;

    private static SSLContext right;
    private static SSLContext wrongName;

    private final InMemoryAccountLease.States states = new InMemoryAccountLease.States();
    private final InMemoryChannelAccounts accounts = new InMemoryChannelAccounts();

    @BeforeAll
    static void makeCertificates() throws Exception {
        right = certificate("right", "dns:localhost,ip:127.0.0.1");
        wrongName = certificate("wrong", "dns:elsewhere.example");
    }

    private static SSLContext certificate(String name, String subject) throws Exception {
        Path store = folder.resolve(name + ".p12");
        Process made = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "keytool")
                                .toString(),
                        "-genkeypair",
                        "-alias",
                        name,
                        "-keyalg",
                        "EC",
                        "-dname",
                        "CN=" + name,
                        "-ext",
                        "SAN=" + subject,
                        "-storetype",
                        "PKCS12",
                        "-storepass",
                        new String(PASSWORD),
                        "-keystore",
                        store.toString())
                .redirectErrorStream(true)
                .start();
        assertThat(made.waitFor(60, TimeUnit.SECONDS)).isTrue();
        KeyStore keys = KeyStore.getInstance("PKCS12");
        try (InputStream file = Files.newInputStream(store)) {
            keys.load(file, PASSWORD);
        }
        KeyManagerFactory own = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
        own.init(keys, PASSWORD);
        KeyStore trusted = KeyStore.getInstance("PKCS12");
        trusted.load(null, null);
        trusted.setCertificateEntry(name, keys.getCertificate(name));
        TrustManagerFactory trust = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        trust.init(trusted);
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(own.getKeyManagers(), trust.getTrustManagers(), null);
        return context;
    }

    private EmailChannel channel(SSLSocketFactory trusting) {
        MailClient client = new MailClient(EmailProperties.defaults(), states, Clock.systemUTC(), trusting);
        return new EmailChannel(
                accounts, client, new InMemoryMediaStore(), states, EmailProperties.defaults(), Clock.systemUTC());
    }

    private static SSLSocketFactory asTheMachineTrusts() {
        return (SSLSocketFactory) SSLSocketFactory.getDefault();
    }

    @Test
    void a_mail_goes_out_over_tls_that_was_begun_in_the_clear() throws Exception {
        try (Wire server = Wire.smtp(Map.of(), right)) {
            accounts.put(SmtpEndsTest.account(server.port(), "starttls"));

            assertThat(channel(right.getSocketFactory()).deliver(SmtpEndsTest.message(1)))
                    .isInstanceOf(DeliveryResult.Accepted.class);

            List<String> heard = List.copyOf(server.heard);
            assertThat(heard.indexOf("STARTTLS")).isPositive();
            assertThat(heard.subList(0, heard.indexOf("STARTTLS"))).noneMatch(line -> line.startsWith("AUTH"));
        }
    }

    @Test
    void a_certificate_that_is_not_trusted_gets_no_password() throws Exception {
        try (Wire server = Wire.smtp(Map.of(), right)) {
            accounts.put(SmtpEndsTest.account(server.port(), "starttls"));

            assertThat(channel(asTheMachineTrusts()).deliver(SmtpEndsTest.message(1)))
                    .isNotInstanceOf(DeliveryResult.Accepted.class);

            assertThat(server.heard).noneMatch(line -> line.startsWith("AUTH"));
        }
    }

    @Test
    void a_certificate_of_another_name_gets_no_password() throws Exception {
        try (Wire server = Wire.smtp(Map.of(), wrongName)) {
            accounts.put(SmtpEndsTest.account(server.port(), "starttls"));

            assertThat(channel(wrongName.getSocketFactory()).deliver(SmtpEndsTest.message(1)))
                    .isNotInstanceOf(DeliveryResult.Accepted.class);

            assertThat(server.heard).noneMatch(line -> line.startsWith("AUTH"));
        }
    }

    @Test
    void a_server_that_will_not_turn_to_tls_gets_no_password() throws Exception {
        try (Wire server = Wire.smtp(Map.of(), null)) {
            accounts.put(SmtpEndsTest.account(server.port(), "starttls"));

            assertThat(channel(right.getSocketFactory()).deliver(SmtpEndsTest.message(1)))
                    .isNotInstanceOf(DeliveryResult.Accepted.class);

            assertThat(server.heard).noneMatch(line -> line.startsWith("AUTH"));
        }
    }

    @Test
    void a_try_says_that_it_is_the_certificate_with_tls_from_the_first_byte_and_with_starttls() throws Exception {
        try (Post post = new Post(true)) {
            EmailChannel channel = channel(asTheMachineTrusts());
            assertThat(reason(channel.checkConnection(post.account())))
                    .isEqualTo(ProviderProblem.Reason.CERTIFICATE_NOT_TRUSTED);
        }
        try (Wire server = new Wire(
                "* OK here",
                line -> {
                    String tag = line.substring(0, line.indexOf(' '));
                    return line.contains("CAPABILITY")
                            ? "* CAPABILITY IMAP4rev1 STARTTLS AUTH=PLAIN\r\n" + tag + " OK"
                            : line.contains("STARTTLS") ? tag + " OK go on" + Wire.TLS : tag + " NO";
                },
                right)) {
            ProviderAnswer<?> answer = channel(asTheMachineTrusts())
                    .checkConnection(Post.account(server.port(), 1, "starttls", Map.of("password", "secret")));
            assertThat(reason(answer)).isEqualTo(ProviderProblem.Reason.CERTIFICATE_NOT_TRUSTED);
            assertThat(server.heard).noneMatch(line -> line.contains("LOGIN") || line.contains("AUTHENTICATE"));
        }
    }

    private static ProviderProblem.Reason reason(ProviderAnswer<?> answer) {
        return ((ProviderAnswer.Failed<?>) answer).problem().reason();
    }
}
