package io.keshu.channels.sandbox.push;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The examples of WeChat's documentation. */
class CallbackCryptoTest {

    private static final String KEY = "A".repeat(43);
    private static final String APP_ID = "wxba5fad812f8e6fb9";

    @Test
    void signaturesAreTheDocumentations() {
        assertThat(CallbackSigner.sign("AAAAA", "1714036504", "1514711492"))
                .isEqualTo("f464b24fc39322e44b38aa78f5edd27bd1441696");
        assertThat(CallbackSigner.sign("AAAAA", "1714037059", "486452656"))
                .isEqualTo("899cf89e464efb63f54ddac96b0a0a235f53aa78");
        assertThat(CallbackSigner.verify(
                        "899cf89e464efb63f54ddac96b0a0a235f53aa79", "AAAAA", "1714037059", "486452656"))
                .isFalse();
    }

    @Test
    void aReplyIsEncryptedAndSignedAsInTheDocumentation() throws BadAnswerException {
        CallbackCrypto crypto = new CallbackCrypto(KEY, APP_ID);
        String encrypted =
                crypto.encrypt("707722b803182950".getBytes(StandardCharsets.US_ASCII), "{\"demo_resp\":\"good luck\"}");

        assertThat(encrypted)
                .isEqualTo("ELGduP2YcVatjqIS+eZbp80MNLoAUWvzzyJxgGzxZO/5sAvd070Bs6qrLARC9nVHm48Y4hyRbtzve1L32tmxSQ==");
        assertThat(CallbackSigner.sign("AAAAA", "1713424427", "415670741", encrypted))
                .isEqualTo("1b9339964ed2e271e7c7b6ff2b0ef902fc94dea1");
        assertThat(crypto.decrypt(encrypted)).isEqualTo("{\"demo_resp\":\"good luck\"}");
    }

    @Test
    void chineseIsEncryptedAsByWechatsOwnSamples() {
        CallbackCrypto crypto = new CallbackCrypto("abcdefghijklmnopqrstuvwxyz0123456789ABCDEFG", "wxb11529c136998cb6");

        assertThat(crypto.encrypt("aaaabbbbccccdddd".getBytes(StandardCharsets.US_ASCII), "我是中文abcd123"))
                .isEqualTo("jn1L23DB+6ELqJ+6bruv21Y6MD7KeIfP82D6gU39rmkgczbWwt5+3bnyg5K55bgVtVzd832WzZGMhkP72vVOfg==");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "not base64 !", "AAAAAAAAAAAAAAAAAAAAAA==", "ELGduP2YcVatjqIS"})
    void whatIsBrokenDoesNotDecrypt(String encrypted) {
        CallbackCrypto crypto = new CallbackCrypto(KEY, APP_ID);

        assertThatThrownBy(() -> crypto.decrypt(encrypted)).isInstanceOf(BadAnswerException.class);
    }

    @Test
    void whatIsMeantForAnotherAppDoesNotDecrypt() {
        String theirs = new CallbackCrypto(KEY, "wx0000000000000000").encrypt("hello");

        assertThatThrownBy(() -> new CallbackCrypto(KEY, APP_ID).decrypt(theirs))
                .hasMessageContaining("another appid");
    }
}
