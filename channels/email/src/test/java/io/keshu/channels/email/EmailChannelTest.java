package io.keshu.channels.email;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.keshu.channels.api.ChannelAccountId;
import io.keshu.channels.api.ChannelAddress;
import io.keshu.channels.api.DeliveryProblem.Reason;
import io.keshu.channels.api.DeliveryResult;
import io.keshu.channels.api.ExternalUserId;
import io.keshu.channels.api.InboundContent;
import io.keshu.channels.api.InboundContent.MailNotice;
import io.keshu.channels.api.InboundEnvelope;
import io.keshu.channels.api.MediaFetch;
import io.keshu.channels.api.MediaId;
import io.keshu.channels.api.MediaKind;
import io.keshu.channels.api.OutboundContent;
import io.keshu.channels.api.OutboundMessage;
import io.keshu.channels.api.OutboundMessageId;
import io.keshu.channels.api.ProviderAnswer;
import io.keshu.channels.api.ProviderProblem;
import io.keshu.channels.api.ReplyContext;
import io.keshu.channels.email.client.MailClient;
import io.keshu.channels.email.config.EmailProperties;
import io.keshu.channels.testkit.ChannelContract;
import io.keshu.channels.testkit.InMemoryAccountLease;
import io.keshu.channels.testkit.InMemoryChannelAccounts;
import io.keshu.channels.testkit.InMemoryMediaStore;
import io.keshu.channels.testkit.RecordingInboundSink;
import jakarta.mail.BodyPart;
import jakarta.mail.internet.MimeMessage;
import jakarta.mail.internet.MimeMultipart;
import java.io.ByteArrayOutputStream;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** The channel against a mail server. */
class EmailChannelTest implements ChannelContract {

    private final Post post = new Post();
    private final InMemoryChannelAccounts accounts = new InMemoryChannelAccounts().put(post.account());
    private final InMemoryMediaStore media = new InMemoryMediaStore();
    private final RecordingInboundSink sink = new RecordingInboundSink();
    private final InMemoryAccountLease.States states = new InMemoryAccountLease.States();
    private final EmailProperties properties = new EmailProperties(
            20_000,
            1000,
            Duration.ofMillis(1500),
            Duration.ofSeconds(5),
            Duration.ofMinutes(4),
            Duration.ofSeconds(13),
            Duration.ofMillis(20),
            Duration.ofMillis(100),
            Duration.ofDays(30));
    private final MailClient client = new MailClient(properties);
    private final EmailChannel channel =
            new EmailChannel(accounts, client, media, states, properties, Clock.systemUTC());
    private InMemoryAccountLease lease = new InMemoryAccountLease(sink, states);

    @AfterEach
    void close() {
        lease.lose();
        client.close();
        post.close();
    }

    @Override
    public EmailChannel channel() {
        return channel;
    }

    @Override
    public InMemoryChannelAccounts accounts() {
        return accounts;
    }

    @Override
    public ChannelAccountId account() {
        return Post.ACCOUNT;
    }

    @Override
    public ExternalUserId customer() {
        return new ExternalUserId(Post.CUSTOMER);
    }

    @Override
    public int handedToProvider() {
        return post.toCustomer().size();
    }

    @Override
    public MediaId media(MediaKind kind) {
        return media.put("application/octet-stream", "报价 单.bin", new byte[] {1, 2, 3});
    }

    /** Serves the mailbox on a thread; returns when it has been begun. */
    private Thread serve() {
        CountDownLatch ended = new CountDownLatch(1);
        Thread thread = new Thread(() -> {
            try {
                channel.serve(post.account(), lease);
            } catch (InterruptedException e) {
                ended.countDown();
            }
        });
        thread.setDaemon(true);
        thread.start();
        await().until(() -> states.find(new io.keshu.channels.api.StateKey(
                        Post.ACCOUNT, null, "imap." + Integer.toHexString("INBOX".hashCode())))
                .isPresent());
        return thread;
    }

    private static String mail(String id, String body) {
        return "From: =?GB2312?B?sLLEyA==?= <Anna@Example.COM>\nTo: service@shop.example\nSubject: Order " + id
                + "\nMessage-ID: <" + id + "@example.com>\nContent-Type: text/plain; charset=utf-8\n\n" + body + "\n";
    }

    private List<InboundContent.Mail> letters() {
        return sink.stored().stream()
                .map(InboundEnvelope::content)
                .filter(InboundContent.Mail.class::isInstance)
                .map(InboundContent.Mail.class::cast)
                .toList();
    }

    private void awaitStored(int count) {
        await().untilAsserted(() -> assertThat(sink.stored()).hasSize(count));
    }

    @Test
    void reads_what_comes_after_it_began_and_leaves_what_was_there() {
        post.arrives(mail("old", "before"));
        serve();
        post.arrives(mail("1", "几点开门？"));
        awaitStored(1);
        post.arrives(mail("2", "还有货吗？"));
        awaitStored(2);

        assertThat(letters()).extracting(InboundContent.Mail::text).containsExactly("几点开门？", "还有货吗？");
        assertThat(sink.stored())
                .extracting(envelope -> envelope.user().value())
                .containsOnly(Post.CUSTOMER);
    }

    @Test
    void goes_on_where_another_node_left_off_and_stores_no_mail_twice() throws Exception {
        Thread first = serve();
        post.arrives(mail("1", "一"));
        awaitStored(1);
        lease.lose();
        first.join(10_000);
        assertThat(first.isAlive()).isFalse();
        post.arrives(mail("2", "二"));
        post.arrives(mail("1", "一"));
        assertThat(sink.stored()).hasSize(1);

        lease = new InMemoryAccountLease(sink, states);
        serve();
        post.arrives(mail("3", "三"));
        awaitStored(3);

        assertThat(letters()).extracting(InboundContent.Mail::text).containsExactly("一", "二", "三");
    }

    @Test
    void a_folder_that_was_numbered_anew_is_read_again_without_storing_anything_twice() {
        Thread unused = serve();
        post.arrives(mail("1", "一"));
        awaitStored(1);
        lease.lose();
        io.keshu.channels.api.StateKey key = new io.keshu.channels.api.StateKey(
                Post.ACCOUNT, null, "imap." + Integer.toHexString("INBOX".hashCode()));
        InMemoryAccountLease other = new InMemoryAccountLease(sink, states);
        var entry = states.find(key).orElseThrow();
        other.commit(
                List.of(),
                List.of(new io.keshu.channels.api.StateChange(
                        key, entry.version(), entry.value().replaceFirst("^[0-9]+:[0-9]+", "7:999999"))));

        lease = new InMemoryAccountLease(sink, states);
        serve();
        post.arrives(mail("2", "二"));
        awaitStored(2);

        assertThat(letters()).extracting(InboundContent.Mail::text).containsExactly("一", "二");
    }

    @Test
    void an_outage_of_the_mail_server_or_the_store_loses_nothing() {
        serve();
        sink.fail();
        post.arrives(mail("1", "一"));
        post.arrives(mail("2", "二"));
        sink.recover();
        awaitStored(2);

        accounts.put(post.account());
        assertThat(channel.connectionProblem(Post.ACCOUNT)).isEmpty();
    }

    @Test
    void one_bad_mail_never_holds_up_the_rest() {
        serve();
        post.arrives("From: x@example.com\nContent-Type: multipart/mixed\n\nno boundary at all\n");
        post.arrives("Content-Type: ;;;=;\nSubject: =?x-nonsense?B?!!!?=\n\nno sender\n");
        StringBuilder deep = new StringBuilder("From: deep@example.com\nSubject: deep\nMIME-Version: 1.0\n");
        for (int i = 0; i < 30; i++) {
            deep.append("Content-Type: multipart/mixed; boundary=b")
                    .append(i)
                    .append("\n\n--b")
                    .append(i)
                    .append('\n');
        }
        post.arrives(deep.append("Content-Type: text/plain\n\nbottom\n").toString());
        post.arrives("From: long@example.com\nSubject: " + "x".repeat(5000) + "\n\n" + "y".repeat(12_000) + "\n");
        post.arrives(mail("good", "还在吗？"));

        await().untilAsserted(() ->
                assertThat(letters()).extracting(InboundContent.Mail::text).contains("还在吗？"));
        assertThat(sink.stored()).hasSizeGreaterThanOrEqualTo(5);
        assertThat(sink.stored())
                .extracting(envelope -> envelope.user().value())
                .contains("x@example.com", "unknown", "deep@example.com", "long@example.com", Post.CUSTOMER);
    }

    @Test
    void of_a_mail_that_is_too_large_the_head_is_kept_and_shown() {
        serve();
        post.arrives(mail("big", "z".repeat(30_000)));
        awaitStored(1);

        assertThat(letters().get(0).subject()).isEqualTo("Order big");
        assertThat(letters().get(0).notice()).isEqualTo(MailNotice.TOO_LARGE);
        assertThat(letters().get(0).text()).isEmpty();
    }

    @Test
    void pictures_and_attachments_follow_their_letter_and_are_fetched_from_the_mailbox() {
        serve();
        byte[] zip = {'P', 'K', 3, 4, 0, 1, 2};
        post.arrives("From: anna@example.com\nSubject: pics\nMessage-ID: <p@x>\nMIME-Version: 1.0\n"
                + "Content-Type: multipart/mixed; boundary=b\n\n--b\nContent-Type: text/html; charset=gbk\n"
                + "Content-Transfer-Encoding: base64\n\n"
                + Base64.getEncoder()
                        .encodeToString("<p>看图<img src=cid:1><script>x()</script></p>".getBytes(Charset.forName("GBK")))
                + "\n--b\nContent-Type: image/png\nContent-Disposition: inline\nContent-ID: <1>\n"
                + "Content-Transfer-Encoding: base64\n\niVBORw==\n"
                + "--b\nContent-Type: application/zip\nContent-Disposition: attachment;\n"
                + " filename*0*=GB2312''%B1%A8%BC%DB; filename*1=\".zip\"\nContent-Transfer-Encoding: base64\n\n"
                + Base64.getEncoder().encodeToString(zip) + "\n--b--\n");
        awaitStored(3);

        List<InboundContent> contents =
                sink.stored().stream().map(InboundEnvelope::content).toList();
        assertThat(letters().get(0).text()).isEqualTo("看图");
        assertThat(letters().get(0).html())
                .contains("看图")
                .doesNotContain("script")
                .doesNotContain("img");
        assertThat(contents.get(1)).isInstanceOf(InboundContent.Image.class);
        InboundContent.File file = (InboundContent.File) contents.get(2);
        assertThat(file.name()).isEqualTo("报价.zip");
        ByteArrayOutputStream fetched = new ByteArrayOutputStream();
        assertThat(channel.fetchMedia(Post.ACCOUNT, file.mediaId(), (name, body) -> body.transferTo(fetched)))
                .isInstanceOf(MediaFetch.Fetched.class);
        assertThat(fetched.toByteArray()).isEqualTo(zip);
        assertThat(channel.fetchMedia(Post.ACCOUNT, "1:99:0", (name, body) -> {}))
                .isInstanceOf(MediaFetch.Expired.class);
    }

    private DeliveryResult reply(long id, InboundEnvelope to, OutboundContent content) {
        return channel.deliver(new OutboundMessage(
                new OutboundMessageId(id),
                new ChannelAddress(Post.ACCOUNT, to.user()),
                content,
                new ReplyContext(to.id(), "trace")));
    }

    @Test
    void an_answer_keeps_the_thread_and_the_subject_and_is_signed() throws Exception {
        serve();
        post.arrives("""
                    From: anna@example.com
                    Subject: =?UTF-8?B?6K6i5Y2V?= 12
                    Message-ID: <c@x>
                    References: <a@x>
                     <b@x>
                    In-Reply-To: <b@x>

                    hello
                    """);
        awaitStored(1);

        DeliveryResult result = reply(77, sink.stored().get(0), new OutboundContent.Text("您好 <b>\n明天到"));

        assertThat(result).isEqualTo(new DeliveryResult.Accepted("<keshu.3.77@shop.example>"));
        MimeMessage sent = post.toCustomer().get(0);
        assertThat(sent.getMessageID()).isEqualTo("<keshu.3.77@shop.example>");
        assertThat(sent.getSubject()).isEqualTo("Re: 订单 12");
        assertThat(sent.getHeader("In-Reply-To", null)).isEqualTo("<c@x>");
        assertThat(sent.getHeader("References", null)).isEqualTo("<a@x> <b@x> <c@x>");
        assertThat(sent.getFrom()[0].toString()).contains(Post.OWN);
        MimeMultipart parts = (MimeMultipart) sent.getContent();
        assertThat(parts.getContentType()).startsWith("multipart/alternative");
        assertThat(text(parts.getBodyPart(0))).isEqualTo("您好 <b>\n明天到\n\n-- \n客服中心 400-000");
        assertThat(text(parts.getBodyPart(1))).contains("您好 &lt;b&gt;<br>").doesNotContain("<b>");
    }

    private static String text(BodyPart part) throws Exception {
        return new String(part.getInputStream().readAllBytes(), StandardCharsets.UTF_8).replace("\r\n", "\n");
    }

    @Test
    void a_file_is_sent_under_its_name() throws Exception {
        channel.deliver(sending(5, new OutboundContent.File(media(MediaKind.FILE))));

        MimeMultipart parts = (MimeMultipart) post.toCustomer().get(0).getContent();
        assertThat(jakarta.mail.internet.MimeUtility.decodeText(
                        parts.getBodyPart(1).getFileName()))
                .isEqualTo("报价 单.bin");
        assertThat(parts.getBodyPart(1).getInputStream().readAllBytes()).containsExactly(1, 2, 3);
    }

    @Test
    void what_is_too_large_or_gone_is_refused_before_anything_leaves() {
        MediaId large = media.put("application/pdf", "a.pdf", new byte[1001]);
        assertThat(channel.deliver(sending(1, new OutboundContent.File(large))))
                .isInstanceOfSatisfying(
                        DeliveryResult.Rejected.class,
                        rejected -> assertThat(rejected.problem().reason()).isEqualTo(Reason.MEDIA_TOO_LARGE));
        MediaId lost = media.put("application/pdf", "b.pdf", new byte[10]);
        media.lose(lost);
        assertThat(channel.deliver(sending(2, new OutboundContent.File(lost))))
                .isNotInstanceOf(DeliveryResult.Accepted.class);
        assertThat(post.toCustomer()).isEmpty();
    }

    @Test
    void no_header_can_be_smuggled_in_by_a_subject_or_an_address() throws Exception {
        serve();
        post.arrives(
                "From: anna@example.com\nSubject: =?UTF-8?Q?hi=0D=0ABcc:_evil@example.com?=\nMessage-ID: <i@x>\n\nx\n");
        awaitStored(1);
        reply(1, sink.stored().get(0), new OutboundContent.Text("ok"));

        assertThat(post.toCustomer()).hasSize(1);
        assertThat(post.toCustomer().get(0).getHeader("Bcc")).isNull();
        DeliveryResult result = channel.deliver(new OutboundMessage(
                new OutboundMessageId(2),
                new ChannelAddress(Post.ACCOUNT, new ExternalUserId("a@example.com>\r\nRCPT TO:<b@example.com")),
                new OutboundContent.Text("x"),
                new ReplyContext(null, "trace")));
        assertThat(result).isInstanceOf(DeliveryResult.Unreachable.class);
        assertThat(post.toCustomer()).hasSize(1);
    }

    @Test
    void a_bounce_is_a_receipt_of_the_mail_that_came_back() {
        serve();
        post.arrives("""
                    From: MAILER-DAEMON@example.com
                    Return-Path: <>
                    Subject: Undelivered
                    MIME-Version: 1.0
                    Content-Type: multipart/report; report-type=delivery-status; boundary=b

                    --b
                    Content-Type: text/plain

                    Sorry
                    --b
                    Content-Type: message/delivery-status

                    Reporting-MTA: dns; x

                    Final-Recipient: rfc822; anna@example.com
                    Action: failed
                    Status: 5.1.1
                    --b
                    Content-Type: text/rfc822-headers

                    Subject: Re: x
                    Message-ID: <keshu.3.77@shop.example>
                    --b--
                    """);
        awaitStored(1);

        assertThat(sink.stored().get(0).content())
                .isEqualTo(new InboundContent.DeliveryReceipt(
                        "<keshu.3.77@shop.example>", Reason.NOT_DELIVERED, "failed 5.1.1"));
    }

    @Test
    void wrong_passwords_and_servers_that_are_away_are_told_apart() {
        assertThat(channel.checkConnection(post.account())).isInstanceOf(ProviderAnswer.Given.class);
        assertThat(problem(channel.checkConnection(post.account("wrong"))))
                .isEqualTo(ProviderProblem.Reason.BAD_SECRET);
        accounts.put(post.account("wrong"));
        assertThat(channel.deliver(text(1, "x")))
                .isInstanceOfSatisfying(
                        DeliveryResult.Rejected.class,
                        rejected -> assertThat(rejected.problem().reason()).isEqualTo(Reason.BAD_CREDENTIALS));
        accounts.put(post.account());

        var account = post.account();
        post.server.stop();
        assertThat(problem(channel.checkConnection(account))).isEqualTo(ProviderProblem.Reason.PROVIDER_UNREACHABLE);
        accounts.put(account);
        assertThat(channel.deliver(text(1, "x"))).isInstanceOf(DeliveryResult.RetryLater.class);
    }

    private static ProviderProblem.Reason problem(ProviderAnswer<?> answer) {
        return ((ProviderAnswer.Failed<?>) answer).problem().reason();
    }
}
