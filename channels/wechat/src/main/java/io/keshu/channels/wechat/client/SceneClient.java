package io.keshu.channels.wechat.client;

import io.keshu.channels.api.ChannelAccount;
import io.keshu.channels.api.SceneCodes.CodePicture;
import io.keshu.channels.api.SceneCodes.SceneCode;
import io.keshu.channels.wechat.config.WechatProperties;
import io.keshu.channels.weixin.client.ApiAnswer;
import io.keshu.channels.weixin.client.Calls;
import io.keshu.channels.weixin.client.TimedHttpClient;
import io.keshu.channels.weixin.config.AccountSettings;
import io.keshu.channels.weixin.config.PerAccount;
import java.io.IOException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.Objects;
import me.chanjar.weixin.mp.api.WxMpQrcodeService;
import me.chanjar.weixin.mp.bean.result.WxMpQrCodeTicket;
import org.apache.hc.client5.http.HttpResponseException;
import org.apache.hc.client5.http.classic.methods.HttpGet;
import org.apache.hc.core5.http.ClassicHttpResponse;
import org.apache.hc.core5.http.HttpEntity;
import org.jspecify.annotations.Nullable;

/** Calls WeChat's API of QR codes with scenes (带参数的二维码). Each call makes one attempt and doesn't throw. Thread-safe. */
public final class SceneClient {

    /** Where pictures are, unlike the rest of the API; another host for the API has them too. */
    private static final String PICTURES = "https://mp.weixin.qq.com";

    private static final int LARGEST = 1 << 20;

    private final PerAccount<AccountService> services;
    private final TimedHttpClient http;
    private final WechatProperties properties;
    private final Clock clock;

    SceneClient(PerAccount<AccountService> services, TimedHttpClient http, WechatProperties properties, Clock clock) {
        this.services = services;
        this.http = http;
        this.properties = properties;
        this.clock = clock;
    }

    /** @param validity null for ever */
    public ApiAnswer<SceneCode> make(ChannelAccount account, String scene, @Nullable Duration validity) {
        return Calls.of(() -> {
            WxMpQrcodeService codes = services.of(account).getQrcodeService();
            WxMpQrCodeTicket made = validity == null
                    ? codes.qrCodeCreateLastTicket(scene)
                    : codes.qrCodeCreateTmpTicket(scene, Math.toIntExact(validity.toSeconds()));
            if (made.getTicket() == null || made.getTicket().isBlank()) {
                throw new IllegalStateException("answer without a ticket");
            }
            return new SceneCode(
                    made.getTicket(),
                    Objects.requireNonNullElse(made.getUrl(), ""),
                    validity == null ? null : clock.instant().plus(validity).truncatedTo(ChronoUnit.SECONDS));
        });
    }

    /** The picture of a code. Whoever has the ticket may have it, so no access token goes along. */
    public ApiAnswer<CodePicture> picture(ChannelAccount account, String ticket) {
        String base = AccountSettings.of(account).apiBaseUrl();
        String host = base.equals(AccountSettings.DEFAULT_API_BASE_URL) ? PICTURES : base;
        HttpGet get =
                new HttpGet(host + "/cgi-bin/showqrcode?ticket=" + URLEncoder.encode(ticket, StandardCharsets.UTF_8));
        return Calls.of(() -> http.execute(get, SceneClient::read, properties.readTimeout()));
    }

    private static CodePicture read(ClassicHttpResponse answer) throws IOException {
        if (answer.getCode() != 200) {
            throw new HttpResponseException(answer.getCode(), answer.getReasonPhrase());
        }
        HttpEntity entity = answer.getEntity();
        byte[] bytes = entity == null ? new byte[0] : entity.getContent().readNBytes(LARGEST + 1);
        boolean jpeg = bytes.length > 2 && (bytes[0] & 0xff) == 0xff && (bytes[1] & 0xff) == 0xd8;
        boolean png = bytes.length > 2 && (bytes[0] & 0xff) == 0x89 && bytes[1] == 'P';
        if (bytes.length > LARGEST || !(jpeg || png)) {
            throw new IllegalStateException("answer without a picture");
        }
        return new CodePicture(jpeg ? "image/jpeg" : "image/png", bytes);
    }
}
