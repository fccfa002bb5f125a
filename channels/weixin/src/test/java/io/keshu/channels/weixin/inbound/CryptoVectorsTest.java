package io.keshu.channels.weixin.inbound;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

/** The examples of WeChat's documentation. */
class CryptoVectorsTest {

    private static final String KEY = "A".repeat(43);
    private static final String APP_ID = "wxba5fad812f8e6fb9";

    @Test
    void theUrlChecksSignatureIsTheDocumentations() {
        assertThat(CallbackSignature.matches(
                        "f464b24fc39322e44b38aa78f5edd27bd1441696", "AAAAA", "1714036504", "1514711492"))
                .isTrue();
        assertThat(CallbackSignature.sign("AAAAA", "1714037059", "486452656"))
                .isEqualTo("899cf89e464efb63f54ddac96b0a0a235f53aa78");
    }

    @Test
    void aSignatureThatDiffersAnywhereIsRefused() {
        String right = "f464b24fc39322e44b38aa78f5edd27bd1441696";
        assertThat(CallbackSignature.matches(null, "AAAAA", "1714036504", "1514711492"))
                .isFalse();
        assertThat(CallbackSignature.matches("", "AAAAA", "1714036504", "1514711492"))
                .isFalse();
        assertThat(CallbackSignature.matches(right.substring(1), "AAAAA", "1714036504", "1514711492"))
                .isFalse();
        assertThat(CallbackSignature.matches("a" + right.substring(1), "AAAAA", "1714036504", "1514711492"))
                .isFalse();
    }

    @Test
    void aReplyIsEncryptedAsInTheDocumentation() {
        CallbackCipher cipher = CallbackCipher.of(KEY, APP_ID).orElseThrow();
        String encrypted =
                cipher.encrypt("707722b803182950".getBytes(StandardCharsets.US_ASCII), "{\"demo_resp\":\"good luck\"}");

        assertThat(encrypted)
                .isEqualTo("ELGduP2YcVatjqIS+eZbp80MNLoAUWvzzyJxgGzxZO/5sAvd070Bs6qrLARC9nVHm48Y4hyRbtzve1L32tmxSQ==");
        assertThat(CallbackSignature.sign("AAAAA", "1713424427", "415670741", encrypted))
                .isEqualTo("1b9339964ed2e271e7c7b6ff2b0ef902fc94dea1");
        assertThat(cipher.decrypt(encrypted))
                .isEqualTo(new CallbackCipher.Decrypted.Message("{\"demo_resp\":\"good luck\"}"));
    }

    @Test
    void chineseIsEncryptedAsByWechatsOwnSamples() {
        CallbackCipher cipher = CallbackCipher.of("abcdefghijklmnopqrstuvwxyz0123456789ABCDEFG", "wxb11529c136998cb6")
                .orElseThrow();

        assertThat(cipher.encrypt("aaaabbbbccccdddd".getBytes(StandardCharsets.US_ASCII), "我是中文abcd123"))
                .isEqualTo("jn1L23DB+6ELqJ+6bruv21Y6MD7KeIfP82D6gU39rmkgczbWwt5+3bnyg5K55bgVtVzd832WzZGMhkP72vVOfg==");
    }

    @Test
    void whatAnotherAppEncryptedIsToldFromWhatIsBroken() {
        CallbackCipher cipher = CallbackCipher.of(KEY, APP_ID).orElseThrow();
        String theirs = CallbackCipher.of(KEY, "wx0000000000000000")
                .orElseThrow()
                .encrypt("0123456789abcdef".getBytes(StandardCharsets.US_ASCII), "hello");

        assertThat(cipher.decrypt(theirs)).isInstanceOf(CallbackCipher.Decrypted.WrongApp.class);
        assertThat(cipher.decrypt(theirs.substring(0, 30))).isInstanceOf(CallbackCipher.Decrypted.Broken.class);
        assertThat(cipher.decrypt("")).isInstanceOf(CallbackCipher.Decrypted.Broken.class);
        assertThat(cipher.decrypt("not base64 !")).isInstanceOf(CallbackCipher.Decrypted.Broken.class);
        assertThat(cipher.decrypt("AAAAAAAAAAAAAAAAAAAAAA==")).isInstanceOf(CallbackCipher.Decrypted.Broken.class);
    }

    @Test
    void aKeyOfTheWrongLengthIsNone() {
        assertThat(CallbackCipher.of("A".repeat(42), APP_ID)).isEmpty();
        assertThat(CallbackCipher.of("", APP_ID)).isEmpty();
    }
}
