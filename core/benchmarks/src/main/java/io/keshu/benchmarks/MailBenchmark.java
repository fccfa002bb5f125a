package io.keshu.benchmarks;

import com.icegreen.greenmail.user.GreenMailUser;
import com.icegreen.greenmail.util.GreenMail;
import com.icegreen.greenmail.util.ServerSetup;
import jakarta.mail.MessagingException;
import jakarta.mail.Session;
import jakarta.mail.internet.MimeMessage;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Properties;
import java.util.concurrent.TimeUnit;

/**
 * Lets mails arrive in one mailbox as fast as its server takes them, and prints how many the hub fetched, parsed and stored in a second,
 * until the last is in its conversation. Each mail has a text and an HTML part of a few thousand characters and quotes another.
 */
public final class MailBenchmark {

    private static final int WARM_UP = 500;
    private static final int MAILS = 2_000;
    private static final int CUSTOMERS = 500;
    private static final String OWN = "service@shop.example";
    private static final long GIVE_UP_SECONDS = 600;

    private final Servers servers;
    private final GreenMailUser mailbox;

    private MailBenchmark(Servers servers, GreenMailUser mailbox) {
        this.servers = servers;
        this.mailbox = mailbox;
    }

    public static void main(String... arguments) throws Exception {
        Options options = Options.of(arguments);
        Pinning pinning = new Pinning();
        GreenMail server = new GreenMail(new ServerSetup[] {
            new ServerSetup(0, "127.0.0.1", ServerSetup.PROTOCOL_SMTP),
            new ServerSetup(0, "127.0.0.1", ServerSetup.PROTOCOL_IMAP)
        });
        server.start();
        try (Servers servers = Servers.start(Stage.emptied(options.folder()), pinning);
                Hub hub = Hub.start(options.folder(), new HubProgram(), servers, pinning, options)) {
            servers.checkedSettings();
            hub.prepare(0);
            MailBenchmark benchmark = new MailBenchmark(servers, server.setUser(OWN, OWN, "secret"));
            hub.addMailbox(
                    OWN, "secret", server.getImap().getPort(), server.getSmtp().getPort());
            benchmark.await("SELECT COUNT(*) FROM channel_state WHERE name LIKE 'imap.%'", 1);
            benchmark.run(0, WARM_UP);
            double seconds = benchmark.run(WARM_UP, MAILS);
            System.out.printf("%d mails in %.1f s: %.0f a second%n", MAILS, seconds, MAILS / seconds);
        } finally {
            server.stop();
        }
    }

    /** @return how long it took, in seconds */
    private double run(int before, int mails) throws MessagingException, SQLException, InterruptedException {
        long begun = System.nanoTime();
        for (int i = before; i < before + mails; i++) {
            mailbox.deliver(new MimeMessage(
                    Session.getInstance(new Properties()),
                    new ByteArrayInputStream(mail(i).getBytes(StandardCharsets.UTF_8))));
        }
        await("SELECT COUNT(*) FROM message", before + mails);
        return (System.nanoTime() - begun) / 1e9;
    }

    private static String mail(int i) {
        String line = "订单 " + i + " 到哪里了？请帮我查一下，谢谢。The quick brown fox.\r\n";
        return "From: Customer <customer" + i % CUSTOMERS + "@example.com>\r\nTo: " + OWN + "\r\nSubject: Order " + i
                + "\r\nMessage-ID: <" + i + "@example.com>\r\nMIME-Version: 1.0\r\n"
                + "Content-Type: multipart/alternative; boundary=b\r\n\r\n"
                + "--b\r\nContent-Type: text/plain; charset=utf-8\r\nContent-Transfer-Encoding: 8bit\r\n\r\n"
                + line.repeat(20) + "\r\nOn Monday, 4 May 2026 Shop wrote:\r\n" + ("> " + line).repeat(20)
                + "\r\n--b\r\nContent-Type: text/html; charset=utf-8\r\nContent-Transfer-Encoding: 8bit\r\n\r\n"
                + "<html><body>" + ("<p>" + line + "</p>").repeat(20) + "<blockquote type=cite>"
                + ("<p>" + line + "</p>").repeat(20) + "</blockquote></body></html>\r\n--b--\r\n";
    }

    private void await(String count, int wanted) throws SQLException, InterruptedException {
        long giveUp = System.nanoTime() + TimeUnit.SECONDS.toNanos(GIVE_UP_SECONDS);
        try (Connection connection = servers.connect();
                Statement statement = connection.createStatement()) {
            while (count(statement, count) < wanted) {
                if (System.nanoTime() - giveUp > 0) {
                    throw new IllegalStateException(count + " is less than " + wanted);
                }
                TimeUnit.MILLISECONDS.sleep(20);
            }
            int found = count(statement, count);
            if (found != wanted) {
                throw new IllegalStateException(count + " is " + found + " instead of " + wanted);
            }
        }
    }

    private static int count(Statement statement, String sql) throws SQLException {
        try (ResultSet result = statement.executeQuery(sql)) {
            result.next();
            return result.getInt(1);
        }
    }
}
