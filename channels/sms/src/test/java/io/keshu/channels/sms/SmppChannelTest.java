package io.keshu.channels.sms;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.keshu.channels.api.ChannelAccount;
import io.keshu.channels.api.ChannelAccountId;
import io.keshu.channels.api.ChannelAddress;
import io.keshu.channels.api.DeliveryProblem.Reason;
import io.keshu.channels.api.DeliveryResult;
import io.keshu.channels.api.ExternalUserId;
import io.keshu.channels.api.InboundContent;
import io.keshu.channels.api.InboundEnvelope;
import io.keshu.channels.api.OutboundContent;
import io.keshu.channels.api.OutboundMessage;
import io.keshu.channels.api.OutboundMessageId;
import io.keshu.channels.api.ProviderAnswer;
import io.keshu.channels.api.ProviderProblem;
import io.keshu.channels.api.ReplyContext;
import io.keshu.channels.sms.client.SmppLinks;
import io.keshu.channels.sms.config.SmsProperties;
import io.keshu.channels.testkit.BoundChannelContract;
import io.keshu.channels.testkit.InMemoryAccountLease;
import io.keshu.channels.testkit.InMemoryChannelAccounts;
import io.keshu.channels.testkit.ProviderTrouble;
import io.keshu.channels.testkit.RecordingInboundSink;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import org.jsmpp.SMPPConstant;
import org.jsmpp.bean.BindType;
import org.jsmpp.bean.OptionalParameter;
import org.jsmpp.bean.SubmitSm;
import org.jsmpp.extra.NegativeResponseException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** The channel against an SMSC. */
class SmppChannelTest implements BoundChannelContract {

    private static final String CUSTOMER = "8613800138000";

    private final Smsc smsc = new Smsc();
    private final InMemoryChannelAccounts accounts = new InMemoryChannelAccounts().put(smsc.account());
    private final RecordingInboundSink sink = new RecordingInboundSink();
    private final InMemoryAccountLease.States states = new InMemoryAccountLease.States();
    private final SmsProperties properties = properties(Duration.ofMinutes(5));
    private final SmppLinks links = new SmppLinks(properties);
    private final SmppChannel channel = new SmppChannel(accounts, links, states, properties, Clock.systemUTC());
    private InMemoryAccountLease lease = new InMemoryAccountLease(sink, states);

    private static SmsProperties properties(Duration partsWait) {
        return new SmsProperties(
                670,
                100,
                Duration.ofSeconds(3),
                Duration.ofSeconds(5),
                Duration.ofMillis(8500),
                Duration.ofSeconds(30),
                Duration.ofMillis(20),
                Duration.ofMillis(100),
                Duration.ofMinutes(1),
                partsWait,
                Duration.ofMinutes(10),
                16,
                1 << 20);
    }

    @AfterEach
    void close() {
        lease.lose();
        links.close();
        smsc.close();
    }

    @Override
    public SmppChannel channel() {
        return channel;
    }

    @Override
    public InMemoryChannelAccounts accounts() {
        return accounts;
    }

    @Override
    public ChannelAccountId account() {
        return Smsc.ACCOUNT;
    }

    @Override
    public ExternalUserId customer() {
        return new ExternalUserId("+" + CUSTOMER);
    }

    @Override
    public int handedToProvider() {
        return smsc.messages();
    }

    @Override
    public InMemoryAccountLease.States states() {
        return states;
    }

    @Override
    public ChannelAccount configured() {
        return smsc.account();
    }

    /** An SMSC keeps what nobody is there for. */
    @Override
    public void ready() {}

    @Override
    public void arrives(String text) {
        smsc.keep(CUSTOMER, text);
    }

    @Override
    public String textOf(InboundEnvelope envelope) {
        return ((InboundContent.Text) envelope.content()).text();
    }

    @Override
    public Set<ProviderTrouble> troubles() {
        return EnumSet.allOf(ProviderTrouble.class);
    }

    @Override
    public void befall(ProviderTrouble trouble) {
        switch (trouble) {
            case UNREACHABLE -> {
                try {
                    smsc.goAway();
                } catch (IOException e) {
                    throw new UncheckedIOException(e);
                }
            }
            case BAD_CREDENTIALS -> accounts.put(smsc.forgetful());
            case THROTTLING -> smsc.refuse(SMPPConstant.STAT_ESME_RTHROTTLED, 1000);
            case SLOW -> smsc.slow(300);
            case SILENT_AFTER_TAKING -> smsc.silence(true);
        }
    }

    @Override
    public void recover() {
        smsc.refuse(0, 0);
        accounts.put(smsc.account());
        if (!smsc.listening()) {
            smsc.open();
        }
    }

    private Thread serve() {
        return serve(channel, smsc.account());
    }

    /** Serves on a thread; returns when the bind is there. */
    private Thread serve(SmppChannel by, ChannelAccount account) {
        int before = smsc.binds();
        Thread thread = new Thread(() -> {
            try {
                by.serve(account, lease);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        });
        thread.setDaemon(true);
        thread.start();
        boolean pair = "pair".equals(account.settings().get("bind"));
        await().until(() -> smsc.binds() >= before + (pair ? 2 : 1));
        return thread;
    }

    private List<String> texts() {
        return sink.stored().stream()
                .map(InboundEnvelope::content)
                .filter(InboundContent.Text.class::isInstance)
                .map(content -> ((InboundContent.Text) content).text())
                .toList();
    }

    @Test
    void what_is_acknowledged_is_stored_with_the_customer_in_international_form() throws Exception {
        Thread unused = serve();
        smsc.text(CUSTOMER, "几点开门？");
        smsc.deliver("13800138000", 0, 0, "Hi \u0000there".getBytes(StandardCharsets.US_ASCII));

        assertThat(texts()).containsExactly("几点开门？", "Hi @there");
        assertThat(sink.stored())
                .extracting(envelope -> envelope.user().value())
                .containsOnly("+" + CUSTOMER);
    }

    @Test
    void nothing_is_acknowledged_that_could_not_be_stored_and_it_is_taken_when_it_comes_again() throws Exception {
        Thread unused = serve();
        sink.fail();
        assertThatThrownBy(() -> smsc.text(CUSTOMER, "在吗"))
                .isInstanceOfSatisfying(
                        NegativeResponseException.class,
                        refused -> assertThat(refused.getCommandStatus()).isEqualTo(SMPPConstant.STAT_ESME_RX_T_APPN));
        sink.recover();
        smsc.text(CUSTOMER, "在吗");
        smsc.text(CUSTOMER, "在吗");

        assertThat(texts()).as("said twice, stored twice").containsExactly("在吗", "在吗");
    }

    @Test
    void a_message_whose_thanks_were_lost_is_stored_once() throws Exception {
        Thread first = serve();
        smsc.text(CUSTOMER, "一");
        lease.lose();
        first.join(10_000);
        lease = new InMemoryAccountLease(sink, states);
        Thread unused = serve();
        smsc.text(CUSTOMER, "一");
        smsc.text(CUSTOMER, "一");

        assertThat(texts())
                .as("the second is the first again, the third is new")
                .containsExactly("一", "一");
    }

    @Test
    void messages_that_come_at_once_are_stored_in_the_order_of_arrival() throws Exception {
        Thread unused = serve();
        List<String> said = IntStream.range(0, 200).mapToObj(i -> "第" + i).toList();
        try (RawSmsc raw = new RawSmsc()) {
            accounts.put(raw.account());
            lease.lose();
            lease = new InMemoryAccountLease(sink, states);
            Thread other = new Thread(() -> {
                try {
                    channel.serve(raw.account(), lease);
                } catch (InterruptedException e) {
                    Thread.currentThread().interrupt();
                }
            });
            other.setDaemon(true);
            other.start();
            raw.bind();
            raw.deliverAll(CUSTOMER, said);
            await().untilAsserted(() -> assertThat(texts()).containsExactlyElementsOf(said));
        }
    }

    @Test
    void parts_of_a_long_message_become_one_even_if_another_node_gets_the_rest() throws Exception {
        Thread first = serve();
        smsc.part(CUSTOMER, 9, 3, 2, "客\ud83d");
        smsc.part(CUSTOMER, 9, 3, 1, "你好，");
        assertThat(sink.stored()).isEmpty();
        lease.lose();
        first.join(10_000);

        lease = new InMemoryAccountLease(sink, states);
        Thread unused = serve();
        smsc.text("8613900139000", "插一句");
        smsc.part(CUSTOMER, 9, 3, 3, "\ude00枢");

        assertThat(texts()).containsExactly("插一句", "你好，客😀枢");
    }

    @Test
    void what_never_becomes_complete_is_delivered_with_its_gaps_marked() throws Exception {
        SmsProperties hasty = properties(Duration.ZERO);
        SmppChannel other = new SmppChannel(accounts, links, states, hasty, Clock.systemUTC());
        Thread unused = serve(other, smsc.account());
        smsc.part(CUSTOMER, 9, 4, 2, "二");
        await().untilAsserted(() -> assertThat(texts()).containsExactly("[…]二[…]"));
    }

    @Test
    void long_messages_are_read_where_the_parameters_say_which_part_it_is() throws Exception {
        Thread unused = serve();
        for (int i = 1; i <= 2; i++) {
            smsc.deliver(
                    CUSTOMER,
                    0,
                    8,
                    ("第" + i).getBytes(StandardCharsets.UTF_16BE),
                    new OptionalParameter.Sar_msg_ref_num((short) 700),
                    new OptionalParameter.Sar_total_segments((byte) 2),
                    new OptionalParameter.Sar_segment_seqnum((byte) i));
        }
        assertThat(texts()).containsExactly("第1第2");
    }

    @Test
    void a_text_leaves_in_segments_that_read_as_written() {
        Thread unused = serve();
        String text = "客".repeat(66) + "😀" + "枢".repeat(60) + "😀";
        assertThat(channel.deliver(text(1, text))).isInstanceOf(DeliveryResult.Accepted.class);

        assertThat(smsc.submitted()).hasSize(2);
        assertThat(smsc.said()).isEqualTo(text);
        assertThat(smsc.submitted().get(0).getShortMessage())
                .as("a pair is never divided")
                .hasSize(6 + 66 * 2)
                .startsWith(5, 0, 3)
                .containsSubsequence(2, 1);
        assertThat(smsc.submitted()).extracting(SubmitSm::getDestAddress).containsOnly(CUSTOMER);
        assertThat(smsc.submitted())
                .extracting(SubmitSm::getRegisteredDelivery)
                .as("the last one tells what became of it")
                .containsExactly((byte) 0, (byte) 1);
    }

    @Test
    void a_text_of_the_seven_bit_alphabet_is_sent_in_it_unless_the_account_says_otherwise() {
        Thread unused = serve();
        channel.deliver(text(1, "a".repeat(161)));
        assertThat(smsc.submitted())
                .hasSize(2)
                .extracting(SubmitSm::getDataCoding)
                .containsOnly((byte) 0);
        assertThat(smsc.said()).isEqualTo("a".repeat(161));

        accounts.put(smsc.account("alphabet", "ucs2"));
        channel.deliver(text(2, "a"));
        assertThat(smsc.submitted().get(2).getDataCoding()).isEqualTo((byte) 8);
        assertThat(channel.segmentRule(account()).septets()).isFalse();
    }

    @Test
    void control_characters_never_leave() {
        channel.deliver(text(1, "a\u0000b\u001bc\r\nd\ud800"));
        assertThat(smsc.said()).isEqualTo("abc\nd\ufffd");
    }

    @Test
    void an_smsc_that_asks_for_patience_gets_it_and_at_last_the_message_waits() {
        smsc.refuse(SMPPConstant.STAT_ESME_RTHROTTLED, 2);
        assertThat(channel.deliver(text(1, "耐心"))).isInstanceOf(DeliveryResult.Accepted.class);

        smsc.refuse(SMPPConstant.STAT_ESME_RTHROTTLED, 1000);
        assertThat(channel.deliver(text(2, "再等"))).isInstanceOfSatisfying(DeliveryResult.RetryLater.class, later -> {
            assertThat(later.problem().reason()).isEqualTo(Reason.PROVIDER_BUSY);
            assertThat(later.problem().providerCode()).isEqualTo("0x00000058");
        });
    }

    @Test
    void a_message_that_was_sent_in_part_is_not_sent_again_by_itself() {
        Thread unused = serve();
        smsc.refuse(0, 0);
        channel.deliver(text(1, "先"));
        smsc.submitted().clear();
        smsc.refuseAfter(1, SMPPConstant.STAT_ESME_RINVDSTADR);
        assertThat(channel.deliver(text(2, "长".repeat(100)))).isInstanceOf(DeliveryResult.Unknown.class);
        smsc.refuse(SMPPConstant.STAT_ESME_RINVDSTADR, 1);
        assertThat(channel.deliver(text(3, "短")))
                .isInstanceOfSatisfying(
                        DeliveryResult.Unreachable.class,
                        unreachable ->
                                assertThat(unreachable.problem().reason()).isEqualTo(Reason.UNKNOWN_CUSTOMER));
    }

    @Test
    void receipts_belong_to_what_was_sent_however_their_ids_are_written() throws Exception {
        accounts.put(smsc.account("receiptIds", "decimal"));
        Thread unused = serve(channel, smsc.account("receiptIds", "decimal"));
        DeliveryResult sent = channel.deliver(text(1, "到了吗"));
        String id = ((DeliveryResult.Accepted) sent).providerMessageId();
        assertThat(id).isEqualTo("ab1");

        smsc.receipt(CUSTOMER, "0000002737", "ACCEPTD");
        smsc.receipt(CUSTOMER, "0000002737", "DELIVRD");
        smsc.receipt(CUSTOMER, "2738", "UNDELIV");

        assertThat(sink.stored())
                .extracting(InboundEnvelope::content)
                .containsExactly(
                        new InboundContent.DeliveryReceipt("ab1", null, "DELIVRD"),
                        new InboundContent.DeliveryReceipt("ab2", Reason.NOT_DELIVERED, "UNDELIV 000"));
    }

    @Test
    void a_receipt_may_say_it_all_in_its_parameters() throws Exception {
        Thread unused = serve();
        smsc.deliver(
                CUSTOMER,
                0x04,
                0,
                new byte[0],
                new OptionalParameter.Receipted_message_id("ab9"),
                new OptionalParameter.Message_state((byte) 2));
        assertThat(sink.stored())
                .extracting(InboundEnvelope::content)
                .containsExactly(new InboundContent.DeliveryReceipt("ab9", null, "DELIVRD"));
    }

    @Test
    void it_binds_again_after_an_outage_and_nothing_is_lost() throws Exception {
        Thread unused = serve();
        smsc.goAway();
        await().until(() -> channel.connectionProblem(account()).isPresent());
        assertThat(channel.deliver(text(1, "喂")))
                .isInstanceOfSatisfying(
                        DeliveryResult.RetryLater.class,
                        later -> assertThat(later.problem().reason()).isEqualTo(Reason.PROVIDER_UNREACHABLE));
        int before = smsc.binds();
        smsc.open();
        await().until(() -> smsc.binds() > before && smsc.bound(BindType.BIND_TRX));
        smsc.text(CUSTOMER, "回来了");

        assertThat(texts()).containsExactly("回来了");
        await().until(() -> channel.connectionProblem(account()).isEmpty());
        assertThat(channel.deliver(text(2, "好"))).isInstanceOf(DeliveryResult.Accepted.class);
    }

    @Test
    void a_receiver_and_a_transmitter_serve_as_well_as_one_bind_for_both() throws Exception {
        ChannelAccount pair = smsc.account("bind", "pair");
        accounts.put(pair);
        Thread unused = serve(channel, pair);
        assertThat(smsc.bound(BindType.BIND_RX)).isTrue();
        assertThat(smsc.bound(BindType.BIND_TX)).isTrue();
        smsc.text(CUSTOMER, "双");
        assertThat(channel.deliver(text(1, "双"))).isInstanceOf(DeliveryResult.Accepted.class);
        assertThat(texts()).containsExactly("双");
        assertThat(smsc.binds()).isEqualTo(2);
    }

    @Test
    void a_node_that_does_not_receive_sends_by_a_bind_of_its_own_or_waits_if_there_may_be_none() {
        Thread unused = serve();
        try (SmppLinks elsewhere = new SmppLinks(properties)) {
            SmppChannel other = new SmppChannel(accounts, elsewhere, states, properties, Clock.systemUTC());
            assertThat(other.deliver(text(1, "一"))).isInstanceOf(DeliveryResult.Accepted.class);
            assertThat(smsc.bound(BindType.BIND_TX)).isTrue();
        }
        smsc.allowOneBind();
        await().until(() -> smsc.bound() == 1);
        try (SmppLinks elsewhere = new SmppLinks(properties)) {
            SmppChannel other = new SmppChannel(accounts, elsewhere, states, properties, Clock.systemUTC());
            assertThat(other.deliver(text(2, "二")))
                    .isInstanceOfSatisfying(
                            DeliveryResult.RetryLater.class,
                            later -> assertThat(later.problem().reason()).isEqualTo(Reason.PROVIDER_BUSY));
            accounts.put(smsc.account("everyNode", "false"));
            assertThat(other.deliver(text(3, "三"))).isInstanceOf(DeliveryResult.RetryLater.class);
        }
        assertThat(smsc.submitted()).hasSize(1);
    }

    @Test
    void when_the_lease_is_lost_the_bind_ends_and_nothing_more_is_acknowledged() throws Exception {
        Thread thread = serve();
        lease.lose();
        thread.join(10_000);
        assertThat(thread.isAlive()).isFalse();
        await().until(() -> smsc.bound() == 0);
    }

    @Test
    void wrong_credentials_are_told() {
        assertThat(channel.checkConnection(smsc.forgetful()))
                .isInstanceOfSatisfying(
                        ProviderAnswer.Failed.class,
                        failed -> assertThat(failed.problem().reason()).isEqualTo(ProviderProblem.Reason.BAD_SECRET));
        assertThat(channel.checkConnection(smsc.account())).isInstanceOf(ProviderAnswer.Given.class);
    }

    @Test
    void customers_without_a_number_are_never_dialled() {
        OutboundMessage message = new OutboundMessage(
                new OutboundMessageId(1),
                new ChannelAddress(account(), new ExternalUserId("10086\u0000;drop")),
                new OutboundContent.Text("x"),
                new ReplyContext(null, "trace"));
        assertThat(channel.deliver(message)).isInstanceOf(DeliveryResult.Unreachable.class);
        assertThat(smsc.submitted()).isEmpty();
    }

    @Test
    void odd_messages_are_kept_and_hold_up_nobody() throws Exception {
        Thread unused = serve();
        smsc.deliver(CUSTOMER, 0, 4, new byte[] {1, 2, (byte) 0xff});
        smsc.deliver(CUSTOMER, 0x40, 8, new byte[] {(byte) 0xff, 0, 3});
        smsc.deliver(CUSTOMER, 0x40, 8, new byte[] {5, 0, 3, 1, 2, 9, 0x5b, (byte) 0xa2});
        smsc.deliver("", 0, 8, "无名".getBytes(StandardCharsets.UTF_16BE));
        smsc.deliver(CUSTOMER, 0x04, 0, "no receipt at all".getBytes(StandardCharsets.US_ASCII));
        smsc.text(CUSTOMER, "还在");

        assertThat(sink.stored())
                .extracting(InboundEnvelope::content)
                .hasSize(5)
                .first()
                .isInstanceOf(InboundContent.Unsupported.class);
        assertThat(texts()).contains("无名", "还在");
    }

    @Test
    void garbage_instead_of_smpp_ends_in_a_new_bind() throws Exception {
        try (ServerSocket liar = new ServerSocket(0, 5, InetAddress.getLoopbackAddress())) {
            ChannelAccount account = smsc.account("port", Integer.toString(liar.getLocalPort()));
            accounts.put(account);
            Thread thread = new Thread(() -> {
                try {
                    channel.serve(account, lease);
                } catch (InterruptedException e) {
                    Thread.currentThread().interrupt();
                }
            });
            thread.setDaemon(true);
            thread.start();
            for (int i = 0; i < 3; i++) {
                try (Socket socket = liar.accept();
                        OutputStream out = socket.getOutputStream()) {
                    out.write("HTTP/1.1 400 Bad Request\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
                    out.write(new byte[] {0x7f, (byte) 0xff, (byte) 0xff, (byte) 0xff, 0, 0, 0, 5});
                }
            }
            assertThat(channel.connectionProblem(account())).isPresent();
        }
    }
}
