package io.keshu.channels.email;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.keshu.channels.api.ChannelAccount;
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
import io.keshu.channels.api.StateKey;
import io.keshu.channels.email.client.MailClient;
import io.keshu.channels.email.config.EmailProperties;
import io.keshu.channels.testkit.BoundChannelContract;
import io.keshu.channels.testkit.InMemoryAccountLease;
import io.keshu.channels.testkit.InMemoryChannelAccounts;
import io.keshu.channels.testkit.InMemoryMediaStore;
import io.keshu.channels.testkit.ProviderTrouble;
import io.keshu.channels.testkit.RecordingInboundSink;
import jakarta.mail.BodyPart;
import jakarta.mail.internet.MimeMessage;
import jakarta.mail.internet.MimeMultipart;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import java.util.function.Predicate;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** The channel against a mail server. */
class EmailChannelTest implements BoundChannelContract {

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
    private final MailClient client = new MailClient(properties, states, Clock.systemUTC());
    private final EmailChannel channel =
            new EmailChannel(accounts, client, media, states, properties, Clock.systemUTC());
    private InMemoryAccountLease lease = new InMemoryAccountLease(sink, states);
    private final Between imap = between(post.imapPort(), said -> false, asked -> {});
    private final List<AutoCloseable> troubled = new ArrayList<>(List.of(imap));

    @AfterEach
    void close() throws Exception {
        lease.lose();
        client.close();
        for (AutoCloseable one : troubled) {
            one.close();
        }
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

    @Override
    public InMemoryAccountLease.States states() {
        return states;
    }

    /** By a way that can be cut off. */
    @Override
    public ChannelAccount configured() {
        return account(imap.port(), post.smtpPort());
    }

    private static ChannelAccount account(int imapPort, int smtpPort) {
        return Post.account(imapPort, smtpPort, "none", Map.of("password", Post.PASSWORD));
    }

    @Override
    public void ready() {
        await().dontCatchUncaughtExceptions()
                .until(() -> states.find(
                                new StateKey(Post.ACCOUNT, null, "imap." + Integer.toHexString("INBOX".hashCode())))
                        .isPresent());
    }

    @Override
    public void arrives(String text) {
        post.arrives(mail(text, text));
    }

    @Override
    public String textOf(InboundEnvelope envelope) {
        return ((InboundContent.Mail) envelope.content()).text();
    }

    @Override
    public Set<ProviderTrouble> troubles() {
        return EnumSet.allOf(ProviderTrouble.class);
    }

    @Override
    public void befall(ProviderTrouble trouble) {
        try {
            switch (trouble) {
                case UNREACHABLE -> {
                    imap.goAway();
                    accounts.put(account(1, 1));
                }
                case BAD_CREDENTIALS -> accounts.put(post.account("wrong"));
                case THROTTLING -> {
                    Wire busy = Wire.smtp(Map.of("MAIL", "451 come back later"), null);
                    troubled.add(busy);
                    accounts.put(account(post.imapPort(), busy.port()));
                }
                case SLOW ->
                    sendsBy(between(post.smtpPort(), said -> false, asked -> {
                        if (asked.startsWith("DATA")) {
                            pause();
                        }
                    }));
                case SILENT_AFTER_TAKING -> {
                    AtomicBoolean taken = new AtomicBoolean();
                    sendsBy(between(post.smtpPort(), said -> taken.get(), asked -> {
                        if (asked.endsWith("\r\n.\r\n")) {
                            taken.set(true);
                        }
                    }));
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void sendsBy(Between smtp) {
        troubled.add(smtp);
        accounts.put(account(post.imapPort(), smtp.port()));
    }

    private static Between between(int server, Predicate<String> cutAfter, Consumer<String> before) {
        try {
            return new Between(server, cutAfter, before);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void pause() {
        try {
            Thread.sleep(300);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public void recover() {
        accounts.put(post.account());
        if (!imap.away()) {
            return;
        }
        try {
            imap.comeBack();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
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
        ready();
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
        StateKey key = new StateKey(Post.ACCOUNT, null, "imap." + Integer.toHexString("INBOX".hashCode()));
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

    private void serve(EmailChannel served, ChannelAccount account) {
        Thread thread = new Thread(() -> {
            try {
                served.serve(account, lease);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        });
        thread.setDaemon(true);
        thread.start();
        ready();
    }

    @Test
    void a_mail_that_the_server_never_hands_over_is_set_aside_and_those_behind_it_are_read() throws Exception {
        try (Between between = new Between(post.imapPort(), said -> said.contains("POISON"), asked -> {})) {
            serve(channel, Post.account(between.port(), post.smtpPort(), "none", Map.of("password", Post.PASSWORD)));
            post.arrives(mail("1", "POISON"));
            post.arrives("From: bad@example.com\nX-Broken: POISON\nSubject: y\nMessage-ID: <2@x>\n\nnever seen\n");
            post.arrives(mail("3", "还在吗？"));

            // What the mail server's own threads say of the broken connections is no concern of the test.
            await().dontCatchUncaughtExceptions()
                    .atMost(Duration.ofSeconds(60))
                    .untilAsserted(() -> assertThat(sink.stored()).hasSize(3));
            assertThat(between.cuts.get()).isGreaterThan(4);
        }
        assertThat(letters())
                .extracting(InboundContent.Mail::notice)
                .containsExactly(MailNotice.UNREADABLE, MailNotice.NONE);
        assertThat(letters().get(0).subject()).isEqualTo("Order 1");
        assertThat(sink.stored().get(0).user().value()).isEqualTo(Post.CUSTOMER);
        assertThat(sink.stored().get(1).content()).isInstanceOf(InboundContent.Unsupported.class);
    }

    @Test
    void a_mail_that_arrives_while_waiting_begins_is_read_at_once() throws Exception {
        EmailProperties patient = EmailProperties.defaults();
        java.util.concurrent.atomic.AtomicInteger idles = new java.util.concurrent.atomic.AtomicInteger();
        try (MailClient own = new MailClient(patient, states, Clock.systemUTC());
                Between between = new Between(post.imapPort(), said -> false, asked -> {
                    if (asked.contains("IDLE") && idles.incrementAndGet() == 1) {
                        post.arrives(mail("1", "刚好"));
                    }
                })) {
            EmailChannel waiting = new EmailChannel(accounts, own, media, states, patient, Clock.systemUTC());
            serve(waiting, Post.account(between.port(), post.smtpPort(), "none", Map.of("password", Post.PASSWORD)));
            // Far sooner than a mailbox is asked anyway.
            await().atMost(Duration.ofSeconds(20))
                    .untilAsserted(() -> assertThat(sink.stored()).hasSize(1));
        }
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

    @Test
    void an_archive_that_would_fill_the_disk_stays_the_small_file_that_it_is() throws Exception {
        ByteArrayOutputStream bomb = new ByteArrayOutputStream();
        try (java.util.zip.ZipOutputStream zip = new java.util.zip.ZipOutputStream(bomb)) {
            zip.putNextEntry(new java.util.zip.ZipEntry("zeros"));
            zip.write(new byte[8 << 20]);
        }
        serve();
        post.arrives("From: anna@example.com\nSubject: zip\nMessage-ID: <z@x>\nMIME-Version: 1.0\n"
                + "Content-Type: multipart/mixed; boundary=b\n\n--b\nContent-Type: text/plain\n\nlook\n"
                + "--b\nContent-Type: application/zip\nContent-Disposition: attachment; filename=a.zip\n"
                + "Content-Transfer-Encoding: base64\n\n"
                + Base64.getMimeEncoder(76, new byte[] {'\n'}).encodeToString(bomb.toByteArray()) + "\n--b--\n");
        awaitStored(2);

        InboundContent.File file = (InboundContent.File) sink.stored().get(1).content();
        ByteArrayOutputStream fetched = new ByteArrayOutputStream();
        channel.fetchMedia(Post.ACCOUNT, file.mediaId(), (name, body) -> body.transferTo(fetched));
        assertThat(fetched.toByteArray()).isEqualTo(bomb.toByteArray()).hasSizeLessThan(20_000);
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
        assertThat(text(parts.getBodyPart(0)))
                .matches(
                        "(?s)\\Q您好 <b>\n明天到\n\n-- \n客服中心 400-000\n\n\\E\\d{4}-\\d\\d-\\d\\d，anna@example.com 写道：\n> hello");
        assertThat(text(parts.getBodyPart(1)))
                .contains("您好 &lt;b&gt;<br>")
                .doesNotContain("<b>")
                .contains("<blockquote type=\"cite\"")
                .contains("hello</blockquote>");
        assertThat(sent.getHeader("Auto-Submitted")).isNull();
    }

    @Test
    void what_comes_back_below_an_answer_is_recognised_as_quoted() throws Exception {
        serve();
        post.arrives(mail("1", "第一行\n第二行"));
        awaitStored(1);
        reply(1, sink.stored().get(0), new OutboundContent.Text("好的"));
        MimeMultipart parts = (MimeMultipart) post.toCustomer().get(0).getContent();
        post.arrives(mail("2", "谢谢\n\n" + text(parts.getBodyPart(0))));
        awaitStored(2);

        assertThat(text(parts.getBodyPart(0))).endsWith("> 第一行\n> 第二行");
        assertThat(letters().get(1).quoted()).contains("> 第一行");
        assertThat(letters().get(1).text()).startsWith("谢谢").doesNotContain("第一行");
    }

    @Test
    void an_automatic_answer_says_so_that_no_machine_answers_it() throws Exception {
        serve();
        post.arrives(mail("1", "在吗"));
        awaitStored(1);
        channel.deliver(new OutboundMessage(
                new OutboundMessageId(9),
                new ChannelAddress(Post.ACCOUNT, customer()),
                new OutboundContent.Text("稍后回复您"),
                new ReplyContext(sink.stored().get(0).id(), "trace", true)));

        MimeMessage sent = post.toCustomer().get(0);
        assertThat(sent.getHeader("Auto-Submitted", null)).isEqualTo("auto-replied");
        assertThat(sent.getHeader("X-Auto-Response-Suppress", null)).isEqualTo("All");
    }

    @Test
    void a_picture_is_shown_within_the_letter() throws Exception {
        MediaId picture = media.put("image/png", "图.png", new byte[] {(byte) 0x89, 'P', 'N', 'G'});
        channel.deliver(sending(6, new OutboundContent.Image(picture)));

        MimeMultipart texts = (MimeMultipart) post.toCustomer().get(0).getContent();
        assertThat(texts.getContentType()).startsWith("multipart/alternative");
        MimeMultipart page = (MimeMultipart) texts.getBodyPart(1).getContent();
        assertThat(page.getContentType()).startsWith("multipart/related");
        assertThat(text(page.getBodyPart(0))).contains("<img src=\"cid:picture@keshu\"");
        assertThat(page.getBodyPart(1).getHeader("Content-ID")).containsExactly("<picture@keshu>");
        assertThat(page.getBodyPart(1).getInputStream().readAllBytes()).hasSize(4);
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
        var account = post.account();
        post.server.stop();
        assertThat(problem(channel.checkConnection(account))).isEqualTo(ProviderProblem.Reason.PROVIDER_UNREACHABLE);
    }

    private static ProviderProblem.Reason problem(ProviderAnswer<?> answer) {
        return ((ProviderAnswer.Failed<?>) answer).problem().reason();
    }
}
