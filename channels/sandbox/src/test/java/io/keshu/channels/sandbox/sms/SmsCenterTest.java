package io.keshu.channels.sandbox.sms;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class SmsCenterTest {

    private final SmsCenter center;
    private final SmsTown.Person anna;

    SmsCenterTest() throws IOException {
        center = new SmsCenter("127.0.0.1", Clock.systemUTC());
        anna = center.town().meet("安娜");
    }

    @AfterEach
    void close() {
        center.close();
    }

    /** The company's side, of bytes. */
    private final class Company implements AutoCloseable {
        private final Socket socket = new Socket(InetAddress.getLoopbackAddress(), center.port());
        private final DataInputStream in = new DataInputStream(socket.getInputStream());
        private final DataOutputStream out = new DataOutputStream(socket.getOutputStream());

        Company() throws IOException {}

        void write(int command, int status, int sequence, byte[] body) throws IOException {
            new Pdu(command, status, sequence, body).write(out);
        }

        Pdu read() throws IOException {
            return Pdu.read(in);
        }

        Pdu bind(String password) throws IOException {
            write(
                    Pdu.BIND_TRANSCEIVER,
                    0,
                    1,
                    new Fields.Writer()
                            .text(SmsCenter.SYSTEM_ID)
                            .text(password)
                            .text("")
                            .octet(0x34, 0, 0)
                            .text("")
                            .bytes());
            return read();
        }

        Pdu submit(String to, int esmClass, byte[] octets) throws IOException {
            write(
                    Pdu.SUBMIT_SM,
                    0,
                    2,
                    new Fields.Writer()
                            .text("")
                            .octet(0, 1)
                            .text(SmsTown.COMPANY)
                            .octet(1, 1)
                            .text(to)
                            .octet(esmClass, 0, 0)
                            .text("")
                            .text("")
                            .octet(1, 0, Writing.UCS2, 0, octets.length)
                            .octets(octets)
                            .bytes());
            return read();
        }

        /** The octets of a deliver_sm that came. */
        String message(Pdu pdu, int coding) {
            Fields fields = new Fields(pdu.body());
            fields.text();
            fields.octets(2);
            fields.text();
            fields.octets(2);
            fields.text();
            fields.octets(3);
            fields.text();
            fields.text();
            fields.octets(4);
            return Writing.read(coding, fields.octets(fields.octet()));
        }

        @Override
        public void close() throws IOException {
            socket.close();
        }
    }

    @Test
    void whoever_shows_the_wrong_password_is_not_bound() throws Exception {
        try (Company company = new Company()) {
            assertThat(company.bind("guess").status()).isEqualTo(Pdu.BAD_PASSWORD);
            assertThat(center.bound()).isZero();
        }
    }

    @Test
    void a_text_waits_until_it_is_taken_and_is_handed_in_again_when_it_was_refused() throws Exception {
        center.write(anna, "在吗");
        assertThat(center.town().messages(anna).get(0).state()).isEqualTo("waiting");
        try (Company company = new Company()) {
            assertThat(company.bind(center.password()).status()).isZero();
            Pdu first = company.read();
            assertThat(company.message(first, Writing.UCS2)).isEqualTo("在吗");
            company.write(0x80000005, 8, first.sequence(), new byte[] {0});
            Pdu again = company.read();
            assertThat(company.message(again, Writing.UCS2)).isEqualTo("在吗");
            company.write(0x80000005, 0, again.sequence(), new byte[] {0});
            await().until(() -> center.town().messages(anna).get(0).state().equals("taken"));
        }
    }

    @Test
    void what_is_sent_reaches_the_phone_and_a_receipt_says_so() throws Exception {
        try (Company company = new Company()) {
            company.bind(center.password());
            Pdu sent = company.submit(anna.number(), 0, "到了😀".getBytes(StandardCharsets.UTF_16BE));
            assertThat(sent.status()).isZero();
            String id = new Fields(sent.body()).text();
            assertThat(company.message(company.read(), Writing.GSM)).contains("id:" + id, "stat:DELIVRD");
            assertThat(center.town().messages(anna)).singleElement().satisfies(message -> {
                assertThat(message.text()).isEqualTo("到了😀");
                assertThat(message.mine()).isFalse();
            });
            assertThat(company.submit("10086", 0, new byte[2]).status()).isEqualTo(Pdu.BAD_DESTINATION);
        }
    }

    @Test
    void a_phone_that_is_off_gets_nothing_and_parts_become_one_message() throws Exception {
        try (Company company = new Company()) {
            company.bind(center.password());
            center.town().switchOff(anna, true);
            company.submit(anna.number(), 0, new byte[] {0x4f, 0x60});
            Pdu receipt = company.read();
            assertThat(company.message(receipt, Writing.GSM)).contains("stat:UNDELIV");
            company.write(0x80000005, 0, receipt.sequence(), new byte[] {0});

            center.town().switchOff(anna, false);
            company.submit(anna.number(), 0x40, new byte[] {5, 0, 3, 9, 2, 2, 0x59, 0x7d});
            company.submit(anna.number(), 0x40, new byte[] {5, 0, 3, 9, 2, 1, 0x4f, 0x60});
            await().untilAsserted(() -> assertThat(center.town().messages(anna))
                    .extracting(SmsTown.Message::text)
                    .containsExactly("你好"));
        }
    }

    @Test
    void texts_are_written_and_read_alike() {
        for (String text : new String[] {"Hello @ £5", "客".repeat(66) + "😀客枢", "a".repeat(400)}) {
            Writing.Written written = Writing.write(text);
            StringBuilder read = new StringBuilder();
            written.parts().forEach(part -> read.append(Writing.read(written.coding(), part)));
            assertThat(read).hasToString(text);
        }
    }
}
