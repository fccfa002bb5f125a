package io.keshu.channels.sms.client;

import static org.assertj.core.api.Assertions.assertThat;

import io.keshu.channels.api.ChannelAccount;
import io.keshu.channels.api.ChannelAccountId;
import io.keshu.channels.api.ChannelType;
import io.keshu.channels.sms.config.CloudSettings;
import java.time.Instant;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/** The providers' own examples. */
class SignaturesTest {

    private static ChannelAccount account(Map<String, String> settings, Map<String, String> secrets) {
        return new ChannelAccount(
                new ChannelAccountId(1), new ChannelType("sms-test"), "k", "n", true, settings, secrets, 1);
    }

    @Test
    void aliyuns_example_of_its_third_signature() {
        CloudSettings settings = CloudSettings.aliyun(
                account(Map.of("accessKeyId", "YourAccessKeyId"), Map.of("accessKeySecret", "YourAccessKeySecret")));
        Map<String, String> signed = new TreeMap<>(Map.of(
                "host", "ecs.cn-shanghai.aliyuncs.com",
                "x-acs-action", "RunInstances",
                "x-acs-content-sha256", "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855",
                "x-acs-date", "2023-10-26T10:22:32Z",
                "x-acs-signature-nonce", "3156853299f313e23d1673dc12e1703d",
                "x-acs-version", "2014-05-26"));
        assertThat(AliyunSms.authorization(
                        settings,
                        "POST",
                        "ImageId=win2019_1809_x64_dtc_zh-cn_40G_alibase_20230811.vhd&RegionId=cn-shanghai",
                        signed))
                .endsWith("Signature=06563a9e1b43f5dfe96b81484da74bceab24a1d853912eee15083a6f0f3283c0");
    }

    @Test
    void tencent_clouds_example_of_its_third_signature() {
        CloudSettings settings = CloudSettings.tencent(account(
                Map.of("secretId", "AKIDz8krbsJ5yKBZQpn74WFkmLPx3EXAMPLE"),
                Map.of("secretKey", "Gu5t9xGARNpq86cd98joQYCN3EXAMPLE")));
        String body =
                "{\"Limit\": 1, \"Filters\": [{\"Values\": [\"\\u672a\\u547d\\u540d\"], \"Name\": \"instance-name\"}]}";
        assertThat(TencentSms.authorization(
                        settings, "cvm", "cvm.tencentcloudapi.com", body, Instant.ofEpochSecond(1551113065)))
                .isEqualTo("TC3-HMAC-SHA256 Credential=AKIDz8krbsJ5yKBZQpn74WFkmLPx3EXAMPLE/2019-02-25/cvm/tc3_request,"
                        + " SignedHeaders=content-type;host,"
                        + " Signature=72e494ea809ad7a8c8f7a4507b9bddcbaa8e581f516e8da2f66e2c5a96525168");
    }

    @Test
    void twilios_example_of_a_signed_call() {
        CloudSettings settings = CloudSettings.twilio(account(Map.of(), Map.of("authToken", "12345")));
        Map<String, String> form = Map.of(
                "CallSid", "CA1234567890ABCDE",
                "Caller", "+14158675309",
                "Digits", "1234",
                "From", "+14158675309",
                "To", "+18005551212");
        String url = "https://mycompany.com/myapp.php?foo=1&bar=2";
        assertThat(TwilioSms.signed(settings, url, form, "RSOYDt4T1cUTdK1PDd93/VVr8B8="))
                .isTrue();
        assertThat(TwilioSms.signed(settings, url + "0", form, "RSOYDt4T1cUTdK1PDd93/VVr8B8="))
                .isFalse();
    }
}
